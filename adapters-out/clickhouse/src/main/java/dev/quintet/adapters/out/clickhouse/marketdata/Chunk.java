package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.tenancy.TenantId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One hour, since 1970, of one symbol: what a rollup is built of at once. */
record Chunk(TenantId tenant, Symbol symbol, long hour) {

  /**
   * The hours that a batch adds rows to, by symbol. Symbols and hours are the caller's choice, so
   * nothing here depends on how they hash.
   */
  static Map<Symbol, Set<Long>> hours(TenantTicks ticks) {
    TickColumns columns = ticks.batch().columns();
    int[] symbols = columns.symbolIndexes();
    long[] last = new long[columns.symbols().length];
    Arrays.fill(last, -1);
    Map<Symbol, Set<Long>> hours = new HashMap<>();
    for (int row = 0; row < columns.rows(); row++) {
      int symbol = symbols == null ? 0 : symbols[row];
      long hour = columns.eventTimes()[row] / Period.HOUR;
      if (hour != last[symbol]) {
        hours.computeIfAbsent(columns.symbols()[symbol], it -> new TreeSet<>()).add(hour);
        last[symbol] = hour;
      }
    }
    return hours;
  }
}
