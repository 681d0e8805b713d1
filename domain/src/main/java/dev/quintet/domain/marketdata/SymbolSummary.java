package dev.quintet.domain.marketdata;

import java.time.Instant;

/**
 * A symbol and the period its ticks span.
 *
 * @param firstTick event time of the earliest tick
 * @param lastTick event time of the latest tick
 */
public record SymbolSummary(Symbol symbol, Instant firstTick, Instant lastTick) {}
