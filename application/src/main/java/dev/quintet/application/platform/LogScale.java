package dev.quintet.application.platform;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Places for durations, eight to each doubling, so that a duration is known to within an eighth
 * whatever its size: the middle of its place is at most 7 % away.
 */
final class LogScale {

  /** Shorter ones share the first place: 1,024 ns. */
  private static final int SHORTEST_BITS = 10;

  /** Longer ones share the last place: about 275 s. */
  private static final int LONGEST_BITS = 38;

  private static final int STEP_BITS = 3;
  private static final int STEPS = 1 << STEP_BITS;

  static final int PLACES = (LONGEST_BITS - SHORTEST_BITS) * STEPS + 1;

  private LogScale() {}

  static int place(long nanos) {
    if (nanos < 1L << SHORTEST_BITS) {
      return 0;
    }
    int bits = 63 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (bits - STEP_BITS)) & (STEPS - 1);
    return Math.min((bits - SHORTEST_BITS) * STEPS + step, PLACES - 1);
  }

  /** The middle of a place. */
  private static Duration at(int place) {
    long width = 1L << (place / STEPS + SHORTEST_BITS - STEP_BITS);
    return Duration.ofNanos((STEPS + place % STEPS) * width + width / 2);
  }

  /** What so many of a hundred calls did not exceed; zero for no calls. */
  static Duration quantile(AtomicLongArray counts, long calls, int percent) {
    long wanted = Math.ceilDiv(calls * percent, 100);
    long seen = 0;
    for (int place = 0; place < PLACES && calls > 0; place++) {
      seen += counts.get(place);
      if (seen >= wanted) {
        return at(place);
      }
    }
    return Duration.ZERO;
  }
}
