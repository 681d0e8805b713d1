package dev.quintet.client;

import java.time.Instant;

/** A symbol and the period its ticks span, both ends inclusive. */
public record SymbolSummary(String symbol, Instant firstTick, Instant lastTick) {

  static SymbolSummary of(dev.quintet.marketdata.v1.SymbolSummary summary) {
    return new SymbolSummary(
        summary.getSymbol(),
        Times.ofNanos(summary.getFirstTickNanos()),
        Times.ofNanos(summary.getLastTickNanos()));
  }
}
