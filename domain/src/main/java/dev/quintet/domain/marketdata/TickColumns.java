package dev.quintet.domain.marketdata;

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
}
