package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.time.Duration;
import java.time.Instant;

/**
 * Event times as {@code long} nanoseconds since 1970-01-01T00:00Z, and the range that is accepted:
 * from then until 2262-01-01T00:00Z, and not more than a day ahead of our clock.
 */
public final class EventTime {

  /** Earliest accepted, inclusive. */
  public static final Instant MIN = Instant.EPOCH;

  /**
   * A time before it is refused unless it is meant: seconds, milliseconds and microseconds of our
   * days, taken for nanoseconds, are in January 1970.
   */
  public static final Instant EARLY = Instant.parse("1980-01-01T00:00:00Z");

  /** End of the range, exclusive. */
  public static final Instant END = Instant.parse("2262-01-01T00:00:00Z");

  /**
   * How far ahead of our clock a tick may be. Feeds label local time as UTC and clocks drift, so
   * some hours must pass; a tick of next year would be the newest quote until then.
   */
  public static final Duration AHEAD = Duration.ofDays(1);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private EventTime() {}

  /**
   * The instant, if it is within the range or its end.
   *
   * @throws ProblemException Invalid otherwise
   */
  public static Instant within(String field, Instant instant) {
    if (instant.isBefore(MIN) || instant.isAfter(END)) {
      throw ProblemException.invalid(field, "must be within " + MIN + " and " + END);
    }
    return instant;
  }

  /** Nanoseconds since the epoch of an instant within the range (or its end). */
  public static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
  }

  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }
}
