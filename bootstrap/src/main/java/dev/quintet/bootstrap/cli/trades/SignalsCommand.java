package dev.quintet.bootstrap.cli.trades;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Signal;
import dev.quintet.client.Signals;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What strategies and agents said of symbols. */
@Command(
    name = "signals",
    mixinStandardHelpOptions = true,
    description = "Lists trading signals in the order of their time, or shows the latest of a symbol.")
public final class SignalsCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of(
          "time", "id", "symbol", "timeframe", "type", "strength", "confidence", "strategy",
          "agents");

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Option(names = "--latest", paramLabel = "SYMBOL", description = "Only the latest of this symbol.")
  private @Nullable String latest;

  @Option(names = "--symbol", description = "Only those of this symbol.")
  private @Nullable String symbol;

  @Option(names = "--strategy", description = "Only those of this strategy.")
  private @Nullable String strategy;

  @Option(names = "--from", description = "An instant (2014-05-08T09:30:00Z) or day in UTC, inclusive.")
  private @Nullable Instant from;

  @Option(names = "--to", description = "Exclusive.")
  private @Nullable Instant to;

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      Signals signals = client.trades().signals();
      Iterable<Signal> all =
          latest == null
              ? signals.list(symbol, strategy, from, to)
              : List.of(signals.latest(latest).signal());
      Rows rows = output.rows(COLUMNS);
      boolean any = false;
      for (Signal signal : all) {
        rows.row(
            signal.at().toString(),
            signal.id(),
            signal.symbol(),
            signal.timeframe(),
            signal.type(),
            signal.strength(),
            signal.confidence(),
            Printable.of(signal.strategy()),
            Printable.of(String.join(";", signal.agents())));
        any = true;
      }
      rows.end();
      if (!any) {
        output.explain("there are no signals");
      }
      return 0;
    }
  }
}
