package dev.quintet.domain.marketdata;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which bars to make from ticks. A bar belongs to the range when its start does, and then covers
 * its whole interval.
 *
 * @param source null: from the ticks of every feed together
 * @param knownAt from the ticks as they were known then; null: as they are known now
 */
public record BarQuery(
    Symbol symbol,
    @Nullable Source source,
    Interval interval,
    Side side,
    TimeRange range,
    @Nullable Instant knownAt) {}
