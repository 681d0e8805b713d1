package dev.quintet.bootstrap.cli;

import dev.quintet.bootstrap.cli.kit.DataOption;
import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.kit.Format;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.bootstrap.cli.kit.Terminal;
import dev.quintet.bootstrap.cli.marketdata.BarRows;
import dev.quintet.bootstrap.cli.marketdata.CandleChart;
import dev.quintet.bootstrap.cli.marketdata.ImportReport;
import dev.quintet.bootstrap.cli.marketdata.files.FileOptions;
import dev.quintet.bootstrap.cli.marketdata.files.TickImport;
import dev.quintet.bootstrap.cli.subscriptions.UsageCommand;
import dev.quintet.client.Bar;
import dev.quintet.client.BarQuery;
import dev.quintet.client.QuintetClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Loads 100,000 real BTC/USD trades of the week in which bitcoin first passed 1,000 dollars"
            + " and shows their bars; trades them with two moving averages; signs up a user, uses its small"
            + " quota up, and shows what there is to pay.")
final class DemoCommand implements Callable<Integer> {

  /** From org.ta4j:ta4j-examples. */
  private static final String TRADES = "bitstamp_trades_from_20131125_usd.csv";

  private static final String SYMBOL = "BTCUSD";
  private static final Instant FROM = Instant.parse("2013-11-25T00:00:00Z");
  private static final Instant TO = Instant.parse("2013-12-02T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CHART_LINES = 17;
  private static final int SHOWN = 5;

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (QuintetClient client = service.connect(PATIENCE)) {
      out.println("Loading 100,000 BTC/USD trades of bitstamp, 25 November to 1 December 2013 ...");
      out.flush();
      if (!load(client)) {
        return Failures.FAILED;
      }
      List<Bar> bars =
          client.bars(BarQuery.of(SYMBOL, "4h", BarQuery.Side.TRADE, FROM, TO));
      out.println();
      out.println("BTCUSD in bars of 4 hours:");
      out.print(new CandleChart(bars, CHART_LINES, Terminal.colours()).draw());
      out.println();
      BarRows rows = new BarRows(Format.TABLE, out);
      bars.stream().limit(SHOWN).forEach(rows::print);
      rows.end();
      out.println();
      new DemoTrader(client, out)
          .show(SYMBOL, client.bars(BarQuery.of(SYMBOL, "1h", BarQuery.Side.TRADE, FROM, TO)));
      out.println();
      out.println("Used by the tenant demo this month, this demo included:");
      UsageCommand.print(service, "/api/v1/usage?group=type", out);
      out.println();
      new DemoCustomer(service, out).show();
      out.print(tryNext());
    }
    return 0;
  }

  private boolean load(QuintetClient client) throws IOException {
    long from = System.nanoTime();
    try (InputStream csv = DemoCommand.class.getResourceAsStream("/" + TRADES);
        TickImport ticks = new TickImport(client)) {
      if (csv == null) {
        throw new IOException(TRADES + " is not in this installation");
      }
      ticks.add(TRADES, csv, FileOptions.of("--symbol", SYMBOL, "--source", "bitstamp"));
      TickImport.Result result = ticks.result();
      ImportReport.print(result, spec.commandLine());
      spec.commandLine()
          .getOut()
          .printf(Locale.ROOT, "in %.1f s%n", (System.nanoTime() - from) / 1e9);
      return result.rejected() == 0 && result.refused().isEmpty();
    }
  }

  private String tryNext() {
    String data = DataOption.argument(service.directory());
    return """

        Try next:
          ./quintet bars BTCUSD%1$s --side trade --interval 1h --from 2013-11-25 --to 2013-12-02
          ./quintet bars BTCUSD%1$s --side trade --interval 90s --from 2013-11-27T10:00:00Z --to 2013-11-27T12:00:00Z --fill previous --format csv
          ./quintet quote BTCUSD%1$s
          ./quintet trades%1$s --account demo-btc --closed
          ./quintet equity%1$s --account demo-btc --from 2013-11-25 --to 2013-12-02
          ./quintet usage%1$s --by day,type
          ./quintet invoice%1$s --user ann
          ./quintet import ticks%1$s --symbol EURUSD --date 2014-05-08 FILE.csv
        """
        .formatted(data);
  }
}
