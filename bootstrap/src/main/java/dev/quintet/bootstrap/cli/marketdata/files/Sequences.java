package dev.quintet.bootstrap.cli.marketdata.files;

import java.util.TreeMap;

/**
 * Numbers the ticks of one instant in the order in which a file has them, also where other instants
 * lie between them. It remembers about a million instants; of a larger file, the newest. A row that
 * is older than what is remembered is refused: its number is not known, and a wrong one would
 * overwrite another tick.
 */
final class Sequences {

  private final int most;
  private final TreeMap<Long, Integer> next = new TreeMap<>();
  private long forgotten = -1;

  Sequences() {
    this(1 << 20);
  }

  /** @param most instants to remember */
  Sequences(int most) {
    this.most = most;
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
    int number = next.merge(time, 1, Integer::sum) - 1;
    if (next.size() > most) {
      forgotten = next.pollFirstEntry().getKey();
    }
    return number;
  }
}
