package dev.quintet.bootstrap.cli.marketdata.files;

import java.util.Arrays;

/**
 * Numbers the ticks of one instant in the order in which a file has them, also where other instants
 * lie between them. It remembers about a million instants; of a larger file, the newest. A row that
 * is older than what is remembered is refused: its number is not known, and a wrong one would
 * overwrite another tick.
 */
final class Sequences {

  private static final long NONE = -1;

  private final int most;
  private long[] times = new long[1 << 12];
  private int[] next = new int[1 << 12];
  private int used;
  private long forgotten = NONE;

  Sequences() {
    this(1 << 20);
  }

  /** @param most instants to remember */
  Sequences(int most) {
    this.most = most;
    Arrays.fill(times, NONE);
  }

  /**
   * The number of the next tick of that instant, from 0.
   *
   * @param time not negative
   */
  int next(long time) throws RefusedRow {
    if (time <= forgotten) {
      throw new RefusedRow("time", "is too far behind the rows before it; sort the file by time");
    }
    int at = slot(time);
    if (times[at] == NONE) {
      if (used == most) {
        forgetOlderHalf();
        return next(time);
      }
      if (used >= times.length / 2) {
        rebuild(times.length * 2);
        at = slot(time);
      }
      times[at] = time;
      used++;
    }
    return next[at]++;
  }

  private int slot(long time) {
    int mask = times.length - 1;
    int at = (int) (time * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (times[at] != NONE && times[at] != time) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void forgetOlderHalf() {
    long[] known = Arrays.stream(times).filter(time -> time != NONE).sorted().toArray();
    forgotten = known[known.length / 2 - 1];
    rebuild(times.length);
  }

  private void rebuild(int size) {
    long[] oldTimes = times;
    int[] oldNext = next;
    times = new long[size];
    next = new int[size];
    Arrays.fill(times, NONE);
    used = 0;
    for (int i = 0; i < oldTimes.length; i++) {
      if (oldTimes[i] > forgotten) {
        int at = slot(oldTimes[i]);
        times[at] = oldTimes[i];
        next[at] = oldNext[i];
        used++;
      }
    }
  }
}
