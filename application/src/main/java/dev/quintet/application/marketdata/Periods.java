package dev.quintet.application.marketdata;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Closed periods of event times, in nanoseconds since 1970, which do not meet. Not thread-safe. */
final class Periods {

  private final TreeMap<Long, Long> ends = new TreeMap<>();

  /** Makes one of all that meet. */
  void add(long from, long to) {
    long first = from;
    long last = to;
    for (Map.Entry<Long, Long> other = ends.floorEntry(last);
        other != null && other.getValue() >= first;
        other = ends.floorEntry(last)) {
      ends.remove(other.getKey());
      first = Math.min(first, other.getKey());
      last = Math.max(last, other.getValue());
    }
    ends.put(first, last);
  }

  /** The last time from the one to the other that lies in a period; -1: none does. */
  long lastWithin(long from, long to) {
    Map.Entry<Long, Long> last = ends.floorEntry(to);
    return last == null || last.getValue() < from ? -1 : Math.min(last.getValue(), to);
  }

  /** Closes the smaller half of the gaps, or more where they are alike. */
  void coarsen() {
    long[] gaps = new long[Math.max(0, ends.size() - 1)];
    Map.Entry<Long, Long> before = null;
    int at = 0;
    for (Map.Entry<Long, Long> each : ends.entrySet()) {
      if (before != null) {
        gaps[at++] = each.getKey() - before.getValue();
      }
      before = each;
    }
    if (gaps.length == 0) {
      return;
    }
    Arrays.sort(gaps);
    long widest = gaps[gaps.length / 2];
    TreeMap<Long, Long> some = new TreeMap<>(ends);
    ends.clear();
    some.forEach(
        (from, to) -> {
          Map.Entry<Long, Long> last = ends.lastEntry();
          if (last != null && from - last.getValue() <= widest) {
            ends.put(last.getKey(), to);
          } else {
            ends.put(from, to);
          }
        });
  }

  int size() {
    return ends.size();
  }
}
