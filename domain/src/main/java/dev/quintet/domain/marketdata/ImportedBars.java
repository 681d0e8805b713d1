package dev.quintet.domain.marketdata;

import java.time.Instant;
import java.util.List;

/** A batch of bars from outside, of one symbol, interval and source; later batches correct earlier. */
public record ImportedBars(
    BatchId id,
    Symbol symbol,
    Source source,
    Interval interval,
    Instant receivedAt,
    List<ImportedBar> bars) {

  public ImportedBars {
    bars = List.copyOf(bars);
  }
}
