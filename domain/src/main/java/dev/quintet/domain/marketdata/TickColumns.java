package dev.quintet.domain.marketdata;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A batch of ticks as it was offered: columns of equal length whose rows are not checked yet. The
 * arrays are handed over, not copied; nobody changes them afterwards.
 *
 * @param symbols the symbols of the batch, by index
 * @param symbolIndexes per row the index into {@code symbols}; null: every row is of the first
 * @param eventTimes nanoseconds since the epoch
 * @param sequences order among ticks of one instant; null: the position in the batch
 * @param priceScale digits after the point of {@code first} and {@code second}, 0 to 8
 * @param first bids of quotes, prices of trade prints
 * @param second asks of quotes, null for trade prints
 * @param volumeScale digits after the point of {@code volumes}, 0 to 8
 * @param volumes null: all zero
 */
public record TickColumns(
    TickKind kind,
    Symbol[] symbols,
    int @Nullable [] symbolIndexes,
    long[] eventTimes,
    int @Nullable [] sequences,
    int priceScale,
    long[] first,
    long @Nullable [] second,
    int volumeScale,
    long @Nullable [] volumes) {

  public int rows() {
    return eventTimes.length;
  }

  /** The same with these sequences. */
  TickColumns withSequences(int[] others) {
    return new TickColumns(
        kind,
        symbols,
        symbolIndexes,
        eventTimes,
        others,
        priceScale,
        first,
        second,
        volumeScale,
        volumes);
  }

  /** Some of the rows. */
  TickColumns keeping(int[] rows) {
    return new TickColumns(
        kind,
        symbols,
        pick(symbolIndexes, rows),
        pick(eventTimes, rows),
        pick(sequences, rows),
        priceScale,
        pick(first, rows),
        second == null ? null : pick(second, rows),
        volumeScale,
        volumes == null ? null : pick(volumes, rows));
  }

  private static long[] pick(long[] values, int[] rows) {
    return Arrays.stream(rows).mapToLong(row -> values[row]).toArray();
  }

  private static int @Nullable [] pick(int @Nullable [] values, int[] rows) {
    return values == null ? null : Arrays.stream(rows).map(row -> values[row]).toArray();
  }
}
