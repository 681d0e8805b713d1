package dev.quintet.client;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What ticks span.
 *
 * @param first the earliest event time
 * @param last the latest
 * @param lowest of all prices, bids and asks
 * @param highest of all prices, bids and asks
 */
public record TickRange(Instant first, Instant last, BigDecimal lowest, BigDecimal highest) {

  /** Of both; null stands for no ticks. */
  static @Nullable TickRange of(@Nullable TickRange one, @Nullable TickRange other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new TickRange(
        one.first.isBefore(other.first) ? one.first : other.first,
        one.last.isAfter(other.last) ? one.last : other.last,
        one.lowest.min(other.lowest),
        one.highest.max(other.highest));
  }
}
