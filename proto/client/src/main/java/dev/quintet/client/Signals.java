package dev.quintet.client;

import dev.quintet.trades.v1.LatestSignalRequest;
import dev.quintet.trades.v1.RecordSignalRequest;
import dev.quintet.trades.v1.RecordSignalResponse;
import dev.quintet.trades.v1.SignalsRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trading signals. Repeated like the calls of {@link QuintetClient}. */
public final class Signals {

  private final Connection connection;
  private final String operation;

  Signals(Connection connection, String operation) {
    this.connection = connection;
    this.operation = operation;
  }

  /**
   * What became of a signal.
   *
   * @param repeated recorded before, with the same content
   * @param operation by which its receipt is found
   * @param receipt null if nobody waited
   */
  public record Report(boolean repeated, String operation, @Nullable Receipt receipt) {}

  /**
   * The latest signal of a symbol.
   *
   * @param store that answered, by its word
   */
  public record Latest(Signal signal, String store) {}

  /**
   * Records a signal, and waits until the stores have it, or one of them failed. Repeated until it is answered.
   *
   * @param stores their words; none: all that derive something from signals
   * @param most at most so long, up to a minute; zero, and no stores: nobody waits
   */
  public Report record(Signal signal, List<String> stores, Duration most) {
    RecordSignalRequest request =
        RecordSignalRequest.newBuilder()
            .setSignal(signal.message())
            .addAllStores(stores)
            .setWaitMillis(Math.toIntExact(most.toMillis()))
            .build();
    RecordSignalResponse answer =
        connection.call(() -> connection.trades(most).recordSignal(request));
    return new Report(
        answer.getRepeated(),
        answer.getOperation(),
        answer.getReceiptsCount() == 0 ? null : Receipt.of(answer.getReceipts(0)));
  }

  /** The latest signal of a symbol; {@code NOT_FOUND} when there was never one. */
  public Latest latest(String symbol) {
    LatestSignalRequest request =
        LatestSignalRequest.newBuilder().setSymbol(symbol).setOperation(operation).build();
    var answer = connection.call(() -> connection.trades(Duration.ZERO).latestSignal(request));
    return new Latest(Signal.of(answer.getSignal()), answer.getStore());
  }

  /**
   * Signals in the order of their time; fetched page by page.
   *
   * @param symbol null: of all
   */
  public Iterable<Signal> list(@Nullable String symbol) {
    return list(symbol, null, null, null);
  }

  /**
   * {@link #list(String)}, of which null lets everything through.
   *
   * @param from inclusive
   * @param to exclusive
   */
  public Iterable<Signal> list(
      @Nullable String symbol,
      @Nullable String strategy,
      @Nullable Instant from,
      @Nullable Instant to) {
    return Paged.all(
        cursor -> {
          SignalsRequest request =
              SignalsRequest.newBuilder()
                  .setSymbol(symbol == null ? "" : symbol)
                  .setStrategy(strategy == null ? "" : strategy)
                  .setFromMicros(from == null ? 0 : Times.micros("from_micros", from))
                  .setToMicros(to == null ? 0 : Times.micros("to_micros", to))
                  .setCursor(cursor)
                  .setOperation(operation)
                  .build();
          var page = connection.call(() -> connection.trades(Duration.ZERO).signals(request));
          return new Paged<>(
              page.getSignalsList().stream().map(Signal::of).toList(), page.getNextCursor());
        });
  }
}
