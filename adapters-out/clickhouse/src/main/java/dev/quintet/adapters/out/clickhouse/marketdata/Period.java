package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.domain.marketdata.Interval;
import java.util.ArrayList;
import java.util.List;

/** A half-open period in nanoseconds since 1970. */
record Period(long from, long to) {

  static final long HOUR = 3_600_000_000_000L;

  /** Bars that are held in memory at a time. */
  private static final long MAX_BARS = 50_000;

  /** Hours that one statement counts. */
  private static final long MAX_HOURS = 100_000;

  /** The hours, ascending, as few periods, each within this one. */
  List<Period> within(List<Long> hours) {
    List<Period> periods = new ArrayList<>();
    long begin = -1;
    long end = -1;
    for (long hour : hours) {
      if (hour != end) {
        add(periods, begin, end);
        begin = hour;
      }
      end = hour + 1;
    }
    add(periods, begin, end);
    return periods;
  }

  private void add(List<Period> periods, long beginHour, long endHour) {
    long begin = Math.max(from, beginHour * HOUR);
    long end = Math.min(to, endHour * HOUR);
    if (begin < end) {
      periods.add(new Period(begin, end));
    }
  }

  long firstHour() {
    return from / HOUR;
  }

  /** The hour behind the last. */
  long endHour() {
    return (to + HOUR - 1) / HOUR;
  }

  /** The longest period that bars are read of at once, in nanoseconds: whole bars, at least one. */
  static long longest(Interval interval) {
    long length = interval.duration().toNanos();
    return Math.min(MAX_BARS, Math.max(1, MAX_HOURS * HOUR / length)) * length;
  }

  /**
   * This one, which begins and ends with a bar, in parts of bounded length without long gaps.
   *
   * @param hours that have ticks, ascending
   */
  List<Period> parts(Interval interval, List<Long> hours) {
    long length = interval.duration().toNanos();
    List<Period> parts = new ArrayList<>();
    long done = from;
    for (long hour : hours) {
      long hourEnd = Math.min(to, (hour + 1) * HOUR);
      while (done < hourEnd) {
        long first = Math.max(done, hour * HOUR);
        long begin = from + (first - from) / length * length;
        done = begin + Math.min(longest(interval), to - begin);
        parts.add(new Period(begin, done));
      }
    }
    return parts;
  }
}
