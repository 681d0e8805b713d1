package dev.quintet.client;

import dev.quintet.marketdata.v1.StreamTicksRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which ticks of one symbol to read: those in {@code [from, to)}.
 *
 * @param source the feed; null: every feed
 * @param cursor goes on behind the page with this cursor; null: from the start of the range
 * @param knownAt as the ticks were known then; null: as they are known now
 */
public record TickQuery(
    String symbol,
    @Nullable String source,
    Instant from,
    Instant to,
    @Nullable String cursor,
    @Nullable Instant knownAt) {

  public static TickQuery of(String symbol, Instant from, Instant to) {
    return new TickQuery(symbol, null, from, to, null, null);
  }

  public TickQuery fromSource(String feed) {
    return new TickQuery(symbol, feed, from, to, cursor, knownAt);
  }

  public TickQuery behind(String cursor) {
    return new TickQuery(symbol, source, from, to, cursor, knownAt);
  }

  public TickQuery asKnownAt(Instant instant) {
    return new TickQuery(symbol, source, from, to, cursor, instant);
  }

  StreamTicksRequest request() {
    StreamTicksRequest.Builder request =
        StreamTicksRequest.newBuilder()
            .setSymbol(symbol)
            .setFromNanos(Times.nanos("from_nanos", from))
            .setToNanos(Times.nanos("to_nanos", to));
    if (source != null) {
      request.setSource(source);
    }
    if (cursor != null) {
      request.setCursor(cursor);
    }
    if (knownAt != null) {
      request.setKnownAtMicros(Times.micros("known_at_micros", knownAt));
    }
    return request.build();
  }
}
