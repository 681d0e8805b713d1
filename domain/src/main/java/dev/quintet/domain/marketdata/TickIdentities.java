package dev.quintet.domain.marketdata;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Gives each row of a batch its sequence: the caller's, else its position among the batch's ticks
 * of that symbol and instant. A row that repeats the identity of an earlier row is refused. Rows that
 * do not ascend are sorted: a caller who chooses the times could make a hash collide.
 */
final class TickIdentities {

  private static final int NONE = -1;

  private TickIdentities() {}

  static int[] sequences(TickColumns offered, boolean[] bad, TickAdmission.Rejections rejections) {
    return sequences(offered, bad, rejections, UnaryOperator.identity());
  }

  /**
   * @param watched wraps the order by which rows are compared
   */
  static int[] sequences(
      TickColumns offered,
      boolean[] bad,
      TickAdmission.Rejections rejections,
      UnaryOperator<Comparator<Integer>> watched) {
    int[] given = offered.sequences();
    int[] sequences = given == null ? new int[offered.rows()] : given;
    if (ascending(offered, sequences, bad)) {
      return sequences;
    }
    Integer[] rows =
        IntStream.range(0, bad.length)
            .filter(row -> !bad[row])
            .boxed()
            .toArray(Integer[]::new);
    // Stable: rows of one identity stay in the order in which they were offered.
    Arrays.sort(rows, watched.apply(order(offered, sequences)));
    if (given == null) {
      number(offered, rows, sequences);
    } else {
      refuseRepeated(offered, rows, given, bad, rejections);
    }
    return sequences;
  }

  /** Whether time and sequence of each symbol's rows ascend strictly: then nothing can repeat. */
  private static boolean ascending(TickColumns offered, int[] sequences, boolean[] bad) {
    long[] times = offered.eventTimes();
    int[] newest = new int[offered.symbols().length];
    Arrays.fill(newest, NONE);
    for (int row = 0; row < times.length; row++) {
      if (!bad[row]) {
        int symbol = symbol(offered, row);
        int before = newest[symbol];
        if (before != NONE
            && (times[row] < times[before]
                || (times[row] == times[before] && sequences[row] <= sequences[before]))) {
          return false;
        }
        newest[symbol] = row;
      }
    }
    return true;
  }

  private static Comparator<Integer> order(TickColumns offered, int[] sequences) {
    long[] times = offered.eventTimes();
    return Comparator.<Integer>comparingInt(row -> symbol(offered, row))
        .thenComparingLong(row -> times[row])
        .thenComparingInt(row -> sequences[row]);
  }

  private static void number(TickColumns offered, Integer[] rows, int[] sequences) {
    for (int i = 1; i < rows.length; i++) {
      if (sameInstant(offered, rows[i], rows[i - 1])) {
        sequences[rows[i]] = sequences[rows[i - 1]] + 1;
      }
    }
  }

  private static void refuseRepeated(
      TickColumns offered,
      Integer[] rows,
      int[] given,
      boolean[] bad,
      TickAdmission.Rejections rejections) {
    int[] earlier = new int[bad.length];
    Arrays.fill(earlier, NONE);
    for (int i = 1; i < rows.length; i++) {
      int row = rows[i];
      int before = rows[i - 1];
      if (given[row] == given[before] && sameInstant(offered, row, before)) {
        earlier[row] = earlier[before] == NONE ? before : earlier[before];
      }
    }
    for (int row = 0; row < earlier.length; row++) {
      if (earlier[row] != NONE) {
        bad[row] = rejections.add(row, "sequences", "repeats the identity of row " + earlier[row]);
      }
    }
  }

  private static boolean sameInstant(TickColumns offered, int row, int other) {
    return offered.eventTimes()[row] == offered.eventTimes()[other]
        && symbol(offered, row) == symbol(offered, other);
  }

  private static int symbol(TickColumns offered, int row) {
    int[] indexes = offered.symbolIndexes();
    return indexes == null ? 0 : indexes[row];
  }
}
