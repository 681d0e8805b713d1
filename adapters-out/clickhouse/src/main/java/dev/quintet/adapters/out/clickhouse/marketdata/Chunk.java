package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.tenancy.TenantId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** One hour, since 1970, of one symbol: what a rollup is built of at once. */
record Chunk(TenantId tenant, Symbol symbol, long hour) {

  /** The chunks that a batch adds rows to. */
  static Set<Chunk> of(TenantTicks ticks) {
    TickColumns columns = ticks.batch().columns();
    int[] symbols = columns.symbolIndexes();
    long[] last = new long[columns.symbols().length];
    Arrays.fill(last, -1);
    Set<Chunk> chunks = new HashSet<>();
    for (int row = 0; row < columns.rows(); row++) {
      int symbol = symbols == null ? 0 : symbols[row];
      long hour = columns.eventTimes()[row] / Period.HOUR;
      if (hour != last[symbol]) {
        chunks.add(new Chunk(ticks.tenant(), columns.symbols()[symbol], hour));
        last[symbol] = hour;
      }
    }
    return chunks;
  }
}
