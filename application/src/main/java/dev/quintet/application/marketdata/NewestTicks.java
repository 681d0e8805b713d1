package dev.quintet.application.marketdata;

import dev.quintet.application.shared.Parallel;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.tenancy.TenantId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Offers the newest tick of each symbol of a block to the cache: one object per symbol, not per row. */
final class NewestTicks {

  private final QuoteCache quotes;

  NewestTicks(QuoteCache quotes) {
    this.quotes = quotes;
  }

  /**
   * Returns when the cache has answered or given up, so that a notified sender can read it back. Of the
   * symbols of what is annulled it forgets the newest.
   */
  void offer(List<TenantTicks> block) {
    Map<TenantId, Map<Symbol, Tick>> newest = new HashMap<>();
    for (TenantTicks ticks : block) {
      if (ticks.batch().terms().annuls()) {
        quotes.forget(ticks.tenant(), List.of(ticks.batch().columns().symbols()));
        continue;
      }
      Map<Symbol, Tick> ofTenant = newest.computeIfAbsent(ticks.tenant(), it -> new HashMap<>());
      for (int row : newestRows(ticks.batch())) {
        if (row >= 0) {
          ofTenant.merge(ticks.batch().symbol(row), ticks.tick(row), NewestTicks::newer);
        }
      }
    }
    if (newest.size() == 1) {
      newest.forEach((tenant, bySymbol) -> quotes.offer(tenant, bySymbol.values()));
    } else {
      // The cache takes one tenant at a time: their round trips overlap.
      Parallel.forEach(
          List.copyOf(newest.entrySet()),
          ofTenant -> quotes.offer(ofTenant.getKey(), ofTenant.getValue().values()));
    }
  }

  private static Tick newer(Tick one, Tick other) {
    return Tick.ORDER.compare(one, other) >= 0 ? one : other;
  }

  /** For each symbol of the batch the row with the latest time and sequence, or -1. */
  private static int[] newestRows(TickBatch batch) {
    TickColumns columns = batch.columns();
    int[] indexes = columns.symbolIndexes();
    long[] times = columns.eventTimes();
    int[] sequences = batch.sequences();
    int[] newest = new int[columns.symbols().length];
    Arrays.fill(newest, -1);
    for (int row = 0; row < times.length; row++) {
      int symbol = indexes == null ? 0 : indexes[row];
      int best = newest[symbol];
      if (best < 0
          || times[row] > times[best]
          || (times[row] == times[best] && sequences[row] > sequences[best])) {
        newest[symbol] = row;
      }
    }
    return newest;
  }
}
