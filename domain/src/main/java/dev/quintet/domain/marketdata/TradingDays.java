package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;

/**
 * Days, or weeks, that begin at a time of day in a time zone. A day that begins at noon or later is the
 * trading day of the date on which it ends, and weeks begin with Monday's: those of 17:00 in New York on
 * Sunday at 17:00.
 *
 * @param start whole minutes
 */
public record TradingDays(ZoneId zone, LocalTime start, boolean weeks) {

  public TradingDays {
    if (!start.equals(start.truncatedTo(ChronoUnit.MINUTES))) {
      throw ProblemException.invalid("session_start", "must be a whole minute");
    }
  }

  /** The start of the day or week that holds an instant. */
  public Instant startOf(Instant instant) {
    LocalDate day = LocalDate.ofInstant(instant, zone);
    LocalDate begin = at(day).isAfter(instant) ? day.minusDays(1) : day;
    return at(weeks ? begin.with(TemporalAdjusters.previousOrSame(firstDay())) : begin);
  }

  /** The start of the next day or week. */
  public Instant startAfter(Instant instant) {
    LocalDate begin = LocalDate.ofInstant(startOf(instant), zone);
    return at(begin.plusDays(weeks ? 7 : 1));
  }

  /** The first start at or after an instant. */
  public Instant nextStart(Instant instant) {
    Instant start = startOf(instant);
    return start.equals(instant) ? start : startAfter(instant);
  }

  /** An interval whose bars each lie within one day, however the zone has been shifted: at most an hour. */
  public Interval parts() {
    long seconds = common(Interval.HOUR.seconds(), start.toSecondOfDay());
    ZoneRules rules = zone.getRules();
    seconds = common(seconds, rules.getOffset(EventTime.MIN).getTotalSeconds());
    for (ZoneOffsetTransition shift : rules.getTransitions()) {
      if (shift.getInstant().isAfter(EventTime.MIN)) {
        seconds = common(seconds, shift.getOffsetAfter().getTotalSeconds());
      }
    }
    for (ZoneOffsetTransitionRule shift : rules.getTransitionRules()) {
      seconds = common(seconds, shift.getOffsetAfter().getTotalSeconds());
    }
    return new Interval(seconds);
  }

  private static long common(long one, long other) {
    return other == 0 ? one : common(Math.abs(other), one % Math.abs(other));
  }

  private DayOfWeek firstDay() {
    return start.isBefore(LocalTime.NOON) ? DayOfWeek.MONDAY : DayOfWeek.SUNDAY;
  }

  private Instant at(LocalDate day) {
    return day.atTime(start).atZone(zone).toInstant();
  }
}
