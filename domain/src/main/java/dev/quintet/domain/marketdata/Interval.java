package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of a bar: any whole number of seconds from 1 s to 4 weeks. Bars start at multiples of
 * it since 1970-01-01T00:00Z; whole weeks are counted from Monday 1970-01-05, so they start on
 * Mondays.
 */
public record Interval(long seconds) {

  public static final Interval SECOND = new Interval(1);
  public static final Interval MINUTE = new Interval(60);
  public static final Interval HOUR = new Interval(3_600);
  public static final Interval DAY = new Interval(86_400);
  public static final Interval WEEK = new Interval(604_800);

  private static final long MAX_SECONDS = 4 * 604_800L;
  private static final long FIRST_MONDAY = 4 * 86_400L;
  private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,6})([smhdw])");

  public Interval {
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw ProblemException.invalid("interval", "must be 1 second to 4 weeks");
    }
  }

  /** Parses {@code 1s 1m 5m 15m 1h 4h 1d 1w} and any other whole number of those units. */
  public static Interval of(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw ProblemException.invalid(
          "interval", "must be a number and one of s, m, h, d, w, like 1s, 5m, 1h, 1d or 1w");
    }
    long unit =
        switch (matcher.group(2)) {
          case "s" -> 1;
          case "m" -> 60;
          case "h" -> 3_600;
          case "d" -> 86_400;
          case "w" -> 604_800;
          default -> throw new IllegalStateException(text);
        };
    return new Interval(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
  }

  /** As {@link #of} reads it, in the longest unit of which it is a whole number. */
  public String text() {
    for (String unit : List.of("w", "d", "h", "m")) {
      long length = of("1" + unit).seconds;
      if (seconds % length == 0) {
        return seconds / length + unit;
      }
    }
    return seconds + "s";
  }

  /** Seconds from the epoch to a start that all starts are multiples away from. */
  public long originSeconds() {
    return seconds % WEEK_SECONDS == 0 ? FIRST_MONDAY : 0;
  }

  private static final long WEEK_SECONDS = 604_800L;

  /** The start of the bar that holds {@code instant}. */
  public Instant startOf(Instant instant) {
    long origin = originSeconds();
    long bars = Math.floorDiv(instant.getEpochSecond() - origin, seconds);
    return Instant.ofEpochSecond(bars * seconds + origin);
  }

  /** The first start at or after {@code instant}. */
  public Instant nextStart(Instant instant) {
    Instant start = startOf(instant);
    return start.equals(instant) ? start : start.plusSeconds(seconds);
  }

  /** Whether every bar is made of whole minutes. */
  public boolean wholeMinutes() {
    return seconds % 60 == 0;
  }

  public Duration duration() {
    return Duration.ofSeconds(seconds);
  }
}
