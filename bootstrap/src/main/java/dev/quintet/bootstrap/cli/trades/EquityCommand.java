package dev.quintet.bootstrap.cli.trades;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.EquityCurve;
import dev.quintet.client.QuintetClient;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an account was worth. */
@Command(
    name = "equity",
    mixinStandardHelpOptions = true,
    description =
        "Shows an account at the end of each day, in UTC: its balance, and what closing all that was open"
            + " would have made at the close of the day's bar.",
    footer = {
      "",
      "balance = that of the day before + deposits - withdrawals + booked. equity = balance + unrealised."
          + " unpriced: symbols that were open, and had no bar in the ten days before; their profit is not"
          + " in it."
    })
public final class EquityCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of(
          "day", "deposits", "withdrawals", "booked", "balance", "unrealised", "equity", "unpriced",
          "currency");

  private static final int USUAL_DAYS = 30;

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Option(names = "--account", required = true, description = "Of this account.")
  private String account = "";

  @Option(names = "--from", description = "First day (default: 30 days before the last).")
  private @Nullable LocalDate from;

  @Option(names = "--to", description = "Day behind the last (default: tomorrow).")
  private @Nullable LocalDate to;

  @Option(
      names = "--side",
      defaultValue = "trade",
      description = "Of the bars: trade, bid, ask or mid (default: ${DEFAULT-VALUE}).")
  private String side = "trade";

  @Override
  public Integer call() {
    LocalDate end = to == null ? LocalDate.now(ZoneOffset.UTC).plusDays(1) : to;
    LocalDate start = from == null ? end.minusDays(USUAL_DAYS) : from;
    try (QuintetClient client = service.connect()) {
      EquityCurve curve = client.trades().equity(account, start, end, side);
      Rows rows = output.rows(COLUMNS);
      for (EquityCurve.Day day : curve.days()) {
        rows.row(
            day.day().toString(),
            day.deposits(),
            day.withdrawals(),
            day.booked(),
            day.balance(),
            day.unrealised(),
            day.equity(),
            String.join(";", day.unpriced()),
            curve.currency());
      }
      rows.end();
      output.explain(
          "max_drawdown %s %s, at the ends of days, deposits and withdrawals left out"
              .formatted(curve.maxDrawdown().toPlainString(), curve.currency()));
      return 0;
    }
  }
}
