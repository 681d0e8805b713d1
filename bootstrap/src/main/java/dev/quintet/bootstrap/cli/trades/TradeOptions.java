package dev.quintet.bootstrap.cli.trades;

import dev.quintet.client.Trades;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which trades a verb asks for. */
final class TradeOptions {

  @Option(names = "--account", description = "Only those of this account.")
  private @Nullable String account;

  @Option(names = "--symbol", description = "Only those of this symbol.")
  private @Nullable String symbol;

  @Option(
      names = "--strategy",
      description = "Only those of this strategy; of what was closed, that which opened it.")
  private @Nullable String strategy;

  @Option(names = "--from", description = "An instant (2014-05-08T09:30:00Z) or day in UTC, inclusive.")
  private @Nullable Instant from;

  @Option(names = "--to", description = "Exclusive.")
  private @Nullable Instant to;

  Trades.Filter filter() {
    return new Trades.Filter(account, symbol, strategy, from, to);
  }
}
