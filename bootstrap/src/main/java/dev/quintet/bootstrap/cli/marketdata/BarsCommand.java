package dev.quintet.bootstrap.cli.marketdata;

import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.BarQuery;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.Tick;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

@Command(
    name = "bars",
    mixinStandardHelpOptions = true,
    description = "Prints open, high, low and close of a symbol per interval.")
public final class BarsCommand implements Callable<Integer> {

  private static final int CHECK_EVERY = 10_000;

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "SYMBOL", description = "For example EURUSD.")
  private String symbol = "";

  @Option(
      names = "--interval",
      required = true,
      paramLabel = "I",
      description = "1s 1m 5m 15m 1h 4h 1d 1w, or any whole number of s, m, h, d, w.")
  private String interval = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "T",
      description = "First start: an ISO-8601 instant, or a day (UTC).")
  private Instant from = Instant.EPOCH;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "T",
      description = "End, exclusive.")
  private Instant to = Instant.EPOCH;

  @Option(
      names = "--side",
      defaultValue = "bid",
      description = "bid, ask, mid or trade: the price the bars are made from (default: bid).")
  private BarQuery.Side side = BarQuery.Side.BID;

  @Option(
      names = "--fill",
      defaultValue = "none",
      description =
          "What stands for an interval without ticks: none: no bar; previous: a bar of the close"
              + " before it; carry: the same, from the last price before the range on; null: a bar"
              + " without prices (default: none).")
  private BarQuery.Fill fill = BarQuery.Fill.NONE;

  @Option(
      names = "--source",
      paramLabel = "S",
      description = "The feed (default: all feeds together).")
  private @Nullable String source;

  @Option(
      names = "--time-zone",
      paramLabel = "Z",
      description =
          "Where days and weeks begin, for example America/New_York (default: UTC, at midnight).")
  private @Nullable String timeZone;

  @Option(
      names = "--session-start",
      paramLabel = "HH:MM",
      description =
          "When they begin there; at 17:00, Sunday evening is part of Monday (default: 00:00).")
  private @Nullable String sessionStart;

  @Option(
      names = "--imported-from",
      paramLabel = "S",
      description = "Instead of bars made from ticks, those that were imported from this source.")
  private @Nullable String imported;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (imported != null) {
      for (String option :
          List.of("--side", "--fill", "--source", "--time-zone", "--session-start")) {
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
          throw new CommandLine.ParameterException(
              spec.commandLine(), option + " does nothing with --imported-from");
        }
      }
    }
    // Half of it goes along too: the service says what is missing.
    BarQuery.Days days =
        timeZone == null && sessionStart == null
            ? null
            : new BarQuery.Days(
                Objects.requireNonNullElse(timeZone, ""),
                Objects.requireNonNullElse(sessionStart, ""));
    BarQuery query =
        new BarQuery(symbol, source, interval, side, from, to, fill, null, imported, days);
    BarRows rows = new BarRows(output.format(), output.out());
    AtomicInteger printed = new AtomicInteger();
    try (QuintetClient client = service.connect()) {
      client.bars(
          query,
          bar -> {
            rows.print(bar);
            // Nobody reads any more, as in quintet bars ... | head.
            if (printed.incrementAndGet() % CHECK_EVERY == 0 && output.out().checkError()) {
              throw new ReaderGone();
            }
          });
      rows.end();
      if (printed.get() == 0) {
        output.explain(whyEmpty(client));
      }
      return 0;
    } catch (ReaderGone e) {
      return Failures.FAILED;
    }
  }

  private String whyEmpty(QuintetClient client) {
    Tick newest;
    try {
      newest = client.lastQuote(symbol).tick();
    } catch (QuintetException e) {
      return e.kind() == QuintetException.Kind.NOT_FOUND
          ? "no bars: there is no tick of " + symbol
          : "no bars in this period";
    }
    boolean trade = newest instanceof Tick.TradePrint;
    if (trade != (side == BarQuery.Side.TRADE)) {
      return "no bars of this side: the newest tick of %s is a %s; try --side %s"
          .formatted(symbol, trade ? "trade" : "quote", trade ? "trade" : "bid");
    }
    return "no bars in this period%s: the newest tick of %s is of %s"
        .formatted(
            source == null ? "" : " from " + source, symbol, newest.eventTime());
  }

  private static final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
