package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;

/**
 * Whole minutes in which a price of a symbol is looked at.
 *
 * @param from the first, since 1970-01-01T00:00Z
 * @param to the one behind the last, at least {@code from}
 */
public record PriceSpan(Symbol symbol, Side side, long from, long to) {

  private static final long SECONDS = 60;

  public PriceSpan {
    if (from < 0 || to < from) {
      throw ProblemException.invalid("to", "must not be before from");
    }
  }

  /**
   * The whole minutes between two instants: none that begins before the first, or ends after the other.
   * Where no tick can be, no minute is.
   */
  public static PriceSpan between(Symbol symbol, Side side, Instant first, Instant last) {
    long from = Interval.MINUTE.nextStart(within(first)).getEpochSecond() / SECONDS;
    long to = Interval.MINUTE.startOf(within(last)).getEpochSecond() / SECONDS;
    return new PriceSpan(symbol, side, from, Math.max(from, to));
  }

  private static Instant within(Instant instant) {
    if (instant.isBefore(EventTime.MIN)) {
      return EventTime.MIN;
    }
    return instant.isAfter(EventTime.END) ? EventTime.END : instant;
  }

  /** How many. */
  public long minutes() {
    return to - from;
  }
}
