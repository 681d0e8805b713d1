package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads bars of a period so that they are those of the ticks at one instant: from the rollup where
 * it is clean, from the ticks elsewhere. The ticks are read after the rollup; in between, an hour
 * that was clean may have got rows: counting once more shows it, and then all is read again.
 */
@Singleton
final class BarReads {

  /** Then the whole period is read from the ticks, in one statement. */
  private static final int ATTEMPTS = 3;

  private final ClickHouseReads reads;
  private final Rollups rollups;

  BarReads(ClickHouseReads reads, Rollups rollups) {
    this.reads = reads;
    this.rollups = rollups;
  }

  /** Hands the bars of the period, which begins and ends with a bar, to the sink. */
  void read(
      TenantId tenant, BarQuery query, Period period, Consumer<Bar> sink, Deadline deadline) {
    if (query.interval().wholeMinutes() && query.knownAt() == null) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        RolledBars rolled = RolledBars.read(reads, tenant, query, period, deadline);
        if (rolled.dirty().isEmpty()) {
          rolled.bars().forEach(bar -> sink.accept(bar.bar(query.side())));
          return;
        }
        rollups.wanted(tenant, query.symbol(), rolled.dirty());
        List<PartialBar> raw = raw(tenant, query, period.within(rolled.dirty()), deadline);
        if (rolled.bars().isEmpty() || stillClean(tenant, query, period, rolled, deadline)) {
          merge(rolled.bars(), raw).forEach(bar -> sink.accept(bar.bar(query.side())));
          return;
        }
      }
    }
    raw(tenant, query, List.of(period), deadline)
        .forEach(bar -> sink.accept(bar.bar(query.side())));
  }

  private List<PartialBar> raw(
      TenantId tenant, BarQuery query, List<Period> periods, Deadline deadline) {
    List<PartialBar> bars = new ArrayList<>();
    if (periods.isEmpty()) {
      return bars;
    }
    try (Reading reading = reads.open(tenant, BarSql.raw(query, periods), deadline)) {
      while (reading.next()) {
        for (int row = 0; row < reading.rows(); row++) {
          bars.add(PartialBar.of(reading, row));
        }
      }
    }
    return bars;
  }

  /** Rows are only added: as many as before are the same. */
  private boolean stillClean(
      TenantId tenant, BarQuery query, Period period, RolledBars rolled, Deadline deadline) {
    Statement statement = HourSql.rowsOutside(query.symbol(), period, rolled.dirty());
    try (Reading reading = reads.open(tenant, statement, deadline)) {
      long rows = 0;
      while (reading.next()) {
        rows += reading.column(0).longs[0];
      }
      return rows == rolled.cleanRows();
    }
  }

  /** Both are ordered by start. */
  static List<PartialBar> merge(List<PartialBar> some, List<PartialBar> others) {
    List<PartialBar> merged = new ArrayList<>(some.size() + others.size());
    int next = 0;
    for (PartialBar bar : some) {
      while (next < others.size() && others.get(next).start() < bar.start()) {
        merged.add(others.get(next++));
      }
      boolean both = next < others.size() && others.get(next).start() == bar.start();
      merged.add(both ? bar.with(others.get(next++)) : bar);
    }
    merged.addAll(others.subList(next, others.size()));
    return merged;
  }
}
