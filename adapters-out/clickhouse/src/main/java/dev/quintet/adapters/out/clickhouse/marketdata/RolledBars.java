package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What the rollup knows of a period: the bars of its clean hours, by start, and which hours are not
 * clean, ascending. An hour is clean when its rollup was made from as many rows as it has.
 *
 * @param cleanRows how many rows the clean hours have
 */
record RolledBars(List<PartialBar> bars, List<Long> dirty, long cleanRows) {

  /** So few hours are read minute by minute: two days, the most that is held of each feed is small. */
  private static final long FEW_HOURS = 48;

  /**
   * Counts and rollup are read side by side, each by a statement of its own, which is faster than
   * one that joins them. The counts are of one instant, and a rollup with the count of that instant
   * is made from the rows of that instant, whenever it was read.
   */
  static RolledBars read(
      ClickHouseReads reads, TenantId tenant, BarQuery query, Period period, Deadline deadline) {
    FutureTask<Map<Long, Long>> counting =
        new FutureTask<>(() -> counts(reads, tenant, query, period, deadline));
    Thread.startVirtualThread(counting);
    try {
      List<RolledPart> parts = parts(reads, tenant, query, period, deadline);
      return of(parts, counting.get());
    } catch (ExecutionException e) {
      throw ClickHouseFailures.reading(
          e.getCause() instanceof Exception failure ? failure : e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClickHouseFailures.reading(e);
    } finally {
      counting.cancel(true);
    }
  }

  private static Map<Long, Long> counts(
      ClickHouseReads reads, TenantId tenant, BarQuery query, Period period, Deadline deadline) {
    Map<Long, Long> rows = new HashMap<>();
    try (Reading reading = reads.open(tenant, HourSql.rows(query.symbol(), period), deadline)) {
      while (reading.next()) {
        for (int row = 0; row < reading.rows(); row++) {
          rows.put(reading.column(0).longs[row], reading.column(1).longs[row]);
        }
      }
    }
    return rows;
  }

  private static List<RolledPart> parts(
      ClickHouseReads reads, TenantId tenant, BarQuery query, Period period, Deadline deadline) {
    List<RolledPart> parts = new ArrayList<>();
    boolean few = period.endHour() - period.firstHour() <= FEW_HOURS;
    Statement statement =
        few ? BarSql.rolledMinutes(query, period) : BarSql.rollup(query, period);
    try (Reading reading = reads.open(tenant, statement, deadline)) {
      while (reading.next()) {
        for (int row = 0; row < reading.rows(); row++) {
          parts.add(
              few
                  ? RolledPart.ofMinute(reading, row, query, period)
                  : RolledPart.of(reading, row));
        }
      }
    }
    return parts;
  }

  /**
   * @param parts in any order
   * @param rows of each hour that has any
   */
  static RolledBars of(List<RolledPart> parts, Map<Long, Long> rows) {
    Set<Long> clean = new HashSet<>();
    parts.forEach(part -> clean.add(part.hour()));
    for (RolledPart part : parts) {
      if (!part.isMadeFrom(rows.getOrDefault(part.hour(), 0L))) {
        clean.remove(part.hour());
      }
    }
    List<RolledPart> used =
        parts.stream()
            .filter(part -> part.bar().ticks() > 0 && clean.contains(part.hour()))
            .sorted(Comparator.comparingLong(part -> part.bar().start()))
            .toList();
    List<PartialBar> bars = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= used.size(); to++) {
      if (to == used.size() || used.get(to).bar().start() != used.get(from).bar().start()) {
        bars.add(RolledPart.together(used.subList(from, to)));
        from = to;
      }
    }
    return new RolledBars(
        bars,
        rows.keySet().stream().filter(hour -> !clean.contains(hour)).sorted().toList(),
        clean.stream().mapToLong(hour -> rows.getOrDefault(hour, 0L)).sum());
  }
}
