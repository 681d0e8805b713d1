package dev.quintet.application.marketdata;

import java.util.HashMap;
import java.util.Map;

/** The periods of the ticks of batches, by what they are ticks of. Not thread-safe. */
final class FeedPeriods {

  private final Map<SpannedBatch.Line, Periods> lines = new HashMap<>();

  void add(SpannedBatch batch) {
    for (int symbol : batch.symbols()) {
      lines
          .computeIfAbsent(batch.line(symbol), it -> new Periods())
          .add(batch.from()[symbol], batch.to()[symbol]);
    }
  }

  /** Takes back what was added. */
  void remove(SpannedBatch batch) {
    for (int symbol : batch.symbols()) {
      lines.computeIfPresent(
          batch.line(symbol),
          (line, periods) -> {
            periods.remove(batch.from()[symbol]);
            return periods.size() == 0 ? null : periods;
          });
    }
  }

  /** The last time of the batch's ticks of a symbol that lies in a period; -1: none does. */
  long lastWithin(SpannedBatch batch, int symbol) {
    Periods periods = lines.get(batch.line(symbol));
    return periods == null ? -1 : periods.lastWithin(batch.from()[symbol], batch.to()[symbol]);
  }

  boolean meet(SpannedBatch batch) {
    for (int symbol : batch.symbols()) {
      if (lastWithin(batch, symbol) >= 0) {
        return true;
      }
    }
    return false;
  }
}
