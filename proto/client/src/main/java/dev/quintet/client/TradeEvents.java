package dev.quintet.client;

import dev.quintet.trades.v1.RecordEventsRequest;
import dev.quintet.trades.v1.TradeEventsRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to positions beside fills: corrections, busts, splits and dividends. Repeated like the calls of
 * {@link QuintetClient}.
 */
public final class TradeEvents {

  private final Connection connection;
  private final String operation;

  TradeEvents(Connection connection, String operation) {
    this.connection = connection;
    this.operation = operation;
  }

  /**
   * An event as it was recorded.
   *
   * @param before the fill that a correction or a bust is about, as it was until then
   * @param user who owns the account
   * @param sequence among all fills and events of the account
   */
  public record Recorded(
      TradeEvent event, Optional<Fill> before, String user, long sequence, Instant recordedAt) {

    private static Recorded of(dev.quintet.trades.v1.RecordedEvent recorded) {
      return new Recorded(
          TradeEvent.of(recorded.getEvent()),
          recorded.hasBefore()
              ? Optional.of(Fill.of(recorded.getBefore().getFill()))
              : Optional.empty(),
          recorded.getUserId(),
          recorded.getSequence(),
          Times.ofMicros(recorded.getRecordedAtMicros()));
    }
  }

  /**
   * Records events in their order, each by itself; those that were recorded before stay as they are.
   *
   * @param events 1 to {@value Trades#MOST_FILLS}
   */
  public TradeReport record(List<TradeEvent> events) {
    return record(events, List.of(), Duration.ZERO);
  }

  /** {@link #record(List)}, and waits as {@link Trades#record(List, List, Duration)} does. */
  public TradeReport record(List<TradeEvent> events, List<String> stores, Duration most) {
    RecordEventsRequest request =
        RecordEventsRequest.newBuilder()
            .addAllEvents(events.stream().map(TradeEvent::message).toList())
            .addAllStores(stores)
            .setWaitMillis(Math.toIntExact(most.toMillis()))
            .build();
    var answer = connection.call(() -> connection.trades(most).recordEvents(request));
    return TradeReport.of(
        answer.getRecorded(),
        answer.getRepeated(),
        answer.getRefusedList(),
        answer.getReceiptsList());
  }

  /**
   * Events in the order of their time; fetched page by page.
   *
   * @param filter without a strategy
   */
  public Iterable<Recorded> list(Trades.Filter filter) {
    return Paged.all(
        cursor -> {
          TradeEventsRequest request =
              TradeEventsRequest.newBuilder()
                  .setFilter(filter.message())
                  .setCursor(cursor)
                  .setOperation(operation)
                  .build();
          var page = connection.call(() -> connection.trades(Duration.ZERO).tradeEvents(request));
          return new Paged<>(
              page.getEventsList().stream().map(Recorded::of).toList(), page.getNextCursor());
        });
  }
}
