package dev.quintet.adapters.out.clickhouse.marketdata;

import java.util.ArrayList;
import java.util.List;

/** A half-open period in nanoseconds since 1970. */
record Period(long from, long to) {

  static final long HOUR = 3_600_000_000_000L;

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
}
