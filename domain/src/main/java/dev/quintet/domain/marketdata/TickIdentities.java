package dev.quintet.domain.marketdata;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives each row of a batch its sequence: the caller's, else its position among the batch's ticks
 * of that symbol and instant. A row that repeats the identity of an earlier row is refused.
 */
final class TickIdentities {

  private final TickColumns offered;
  private final int[] sequences;
  private final int[] slots;
  private final boolean callers;

  private TickIdentities(TickColumns offered, int[] sequences, boolean callers) {
    this.offered = offered;
    this.sequences = sequences;
    this.callers = callers;
    this.slots = new int[Integer.highestOneBit(Math.max(1, offered.rows())) * 4];
    Arrays.fill(slots, -1);
  }

  static int[] sequences(TickColumns offered, boolean[] bad, TickBatch.Rejections rejections) {
    int[] given = offered.sequences();
    if (inOrder(offered, given)) {
      return given == null ? new int[offered.rows()] : given;
    }
    int[] sequences = given == null ? new int[offered.rows()] : given;
    TickIdentities identities = new TickIdentities(offered, sequences, given != null);
    for (int row = 0; row < offered.rows(); row++) {
      if (bad[row]) {
        continue;
      }
      int earlier = identities.put(row);
      if (earlier >= 0) {
        bad[row] = rejections.add(row, "sequences", "repeats the identity of row " + earlier);
      }
    }
    return sequences;
  }

  /** One symbol and (time, sequence) strictly ascending: nothing can repeat. */
  private static boolean inOrder(TickColumns offered, int @Nullable [] sequences) {
    if (offered.symbols().length > 1) {
      return false;
    }
    long[] times = offered.eventTimes();
    for (int row = 1; row < times.length; row++) {
      if (times[row] < times[row - 1]
          || (times[row] == times[row - 1]
              && (sequences == null || sequences[row] <= sequences[row - 1]))) {
        return false;
      }
    }
    return true;
  }

  /** Places the row; returns the earlier row of the same identity, or -1. */
  private int put(int row) {
    int mask = slots.length - 1;
    int slot = hash(row) & mask;
    while (slots[slot] >= 0) {
      int other = slots[slot];
      if (sameKey(row, other)) {
        if (callers) {
          return other;
        }
        sequences[row] = sequences[other] + 1;
        break;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = row;
    return -1;
  }

  private boolean sameKey(int row, int other) {
    return offered.eventTimes()[row] == offered.eventTimes()[other]
        && symbol(row) == symbol(other)
        && (!callers || sequences[row] == sequences[other]);
  }

  private int symbol(int row) {
    int[] indexes = offered.symbolIndexes();
    return indexes == null ? 0 : indexes[row];
  }

  private int hash(int row) {
    long mixed = offered.eventTimes()[row] * 0x9E3779B97F4A7C15L + symbol(row) * 0xC2B2AE3D27D4EB4FL;
    if (callers) {
      mixed += sequences[row] * 0x165667B19E3779F9L;
    }
    mixed ^= mixed >>> 32;
    mixed *= 0xD6E8FEB86659FD93L;
    return (int) (mixed ^ (mixed >>> 32));
  }
}
