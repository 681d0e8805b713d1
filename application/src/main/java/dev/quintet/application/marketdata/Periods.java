package dev.quintet.application.marketdata;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** Closed periods of event times, in nanoseconds since 1970, which do not meet. Not thread-safe. */
final class Periods {

  /** What was added so many additions ago is written no longer, as a rule. */
  private static final long LATELY = 4_096;

  private static final class Period {
    private long end;
    private int added;
    private long lastAdded;

    private Period(long end, long lastAdded) {
      this.end = end;
      this.added = 1;
      this.lastAdded = lastAdded;
    }

    private void takeIn(Period other) {
      end = Math.max(end, other.end);
      added += other.added;
      lastAdded = Math.max(lastAdded, other.lastAdded);
    }
  }

  private final TreeMap<Long, Period> periods = new TreeMap<>();
  private long additions;

  /** Makes one of all that meet. */
  void add(long from, long to) {
    long first = from;
    Period one = new Period(to, additions++);
    for (Map.Entry<Long, Period> other = periods.floorEntry(to);
        other != null && other.getValue().end >= first;
        other = periods.floorEntry(one.end)) {
      periods.remove(other.getKey());
      first = Math.min(first, other.getKey());
      one.takeIn(other.getValue());
    }
    periods.put(first, one);
  }

  /** Takes back what was added; what it met stays one period until the last of it is taken back. */
  void remove(long from) {
    Map.Entry<Long, Period> of = periods.floorEntry(from);
    if (of != null && --of.getValue().added == 0) {
      periods.remove(of.getKey());
    }
  }

  /** The last time from the one to the other that lies in a period; -1: none does. */
  long lastWithin(long from, long to) {
    Map.Entry<Long, Period> last = periods.floorEntry(to);
    return last == null || last.getValue().end < from ? -1 : Math.min(last.getValue().end, to);
  }

  /**
   * Closes the narrower half of the gaps, or more where they are alike. Those beside what was added lately
   * are closed only when others are too few: there the next batch may come.
   */
  void coarsen() {
    long since = additions - LATELY;
    if (!close(lastAdded -> lastAdded < since)) {
      close(lastAdded -> true);
    }
  }

  /** Between periods that are told by when they were added last; false: no gap was closed. */
  private boolean close(LongPredicate among) {
    long[] gaps = new long[periods.size()];
    int count = 0;
    Map.Entry<Long, Period> before = null;
    for (Map.Entry<Long, Period> each : periods.entrySet()) {
      if (before != null && closable(before.getValue(), each.getValue(), among)) {
        gaps[count++] = each.getKey() - before.getValue().end;
      }
      before = each;
    }
    if (count == 0 || count < periods.size() / 4) {
      return false;
    }
    Arrays.sort(gaps, 0, count);
    long widest = gaps[count / 2];
    TreeMap<Long, Period> some = new TreeMap<>(periods);
    periods.clear();
    some.forEach(
        (from, period) -> {
          Map.Entry<Long, Period> last = periods.lastEntry();
          if (last != null
              && closable(last.getValue(), period, among)
              && from - last.getValue().end <= widest) {
            last.getValue().takeIn(period);
          } else {
            periods.put(from, period);
          }
        });
    return true;
  }

  private static boolean closable(Period one, Period next, LongPredicate among) {
    return among.test(one.lastAdded) && among.test(next.lastAdded);
  }

  int size() {
    return periods.size();
  }
}
