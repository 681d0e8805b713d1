package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.domain.marketdata.Interval;
import java.util.ArrayList;
import java.util.List;

/** Cuts a long period into parts of bounded size, leaving out hours without ticks. */
final class BarPeriods {

  /** Bars that are held in memory at a time. */
  static final long MAX_BARS = 50_000;

  /** Hours that one statement counts. */
  static final long MAX_HOURS = 100_000;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private BarPeriods() {}

  /** The longest part, in nanoseconds: whole bars, at least one. */
  static long longest(Interval interval) {
    long length = interval.seconds() * NANOS_PER_SECOND;
    long bars = Math.min(MAX_BARS, Math.max(1, MAX_HOURS * Period.HOUR / length));
    return bars * length;
  }

  /**
   * @param period begins and ends with a bar
   * @param hours that have ticks, ascending
   */
  static List<Period> parts(Interval interval, Period period, List<Long> hours) {
    long length = interval.seconds() * NANOS_PER_SECOND;
    List<Period> parts = new ArrayList<>();
    long done = period.from();
    for (long hour : hours) {
      long hourEnd = Math.min(period.to(), (hour + 1) * Period.HOUR);
      while (done < hourEnd) {
        long first = Math.max(done, hour * Period.HOUR);
        long begin = period.from() + (first - period.from()) / length * length;
        long end = begin + Math.min(longest(interval), period.to() - begin);
        parts.add(new Period(begin, end));
        done = end;
      }
    }
    return parts;
  }
}
