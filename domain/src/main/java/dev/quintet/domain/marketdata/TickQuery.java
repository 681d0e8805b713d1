package dev.quintet.domain.marketdata;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which ticks of one symbol to read.
 *
 * @param source null: of every feed
 * @param after the stream goes on behind this tick; null: from the start of the range
 * @param knownAt as they were known then; null: as they are known now
 */
public record TickQuery(
    Symbol symbol,
    @Nullable Source source,
    TimeRange range,
    @Nullable TickPosition after,
    @Nullable Instant knownAt) {}
