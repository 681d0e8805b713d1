package dev.quintet.domain.marketdata;

import org.jspecify.annotations.Nullable;

/**
 * Part of a stream of stored ticks of one symbol, in the order of (event time, sequence, source),
 * one row per identity. Columns of length {@code rows} at least; only the first {@code rows} count,
 * and the arrays are only valid until the sink returns.
 *
 * @param sources the feeds, by index
 * @param first bids of quotes, prices of trade prints, in units of 10^-8
 * @param second asks of quotes, 0 for trade prints
 * @param volumes low 64 bits in units of 10^-8
 * @param volumesHigh high 64 bits; null: each is the sign of its low part
 * @param receivedMicros microseconds since the epoch
 */
public record TickRows(
    int rows,
    TickKind[] kinds,
    Source[] sources,
    int[] sourceIndexes,
    long[] eventTimes,
    int[] sequences,
    long[] first,
    long[] second,
    long[] volumes,
    long @Nullable [] volumesHigh,
    long[] receivedMicros) {}
