package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Viewer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads bars of a period so that they are those of the ticks at one instant: from the rollup where
 * it is clean, from the ticks elsewhere. The ticks are read after the rollup; in between, an hour
 * that was clean may have got rows: counting once more shows it, and then all is read again. The rollup
 * does not know whose a tick is: what one user sees is read from the ticks.
 */
@Singleton
final class BarReads {

  /** Then the whole period is read from the ticks, in one statement. */
  private static final int ATTEMPTS = 3;

  /** So few hours are read minute by minute: two days, the most that is held of each feed is small. */
  private static final long FEW_HOURS = 48;

  private final ClickHouseReads reads;
  private final Rollups rollups;

  BarReads(ClickHouseReads reads, Rollups rollups) {
    this.reads = reads;
    this.rollups = rollups;
  }

  /** Hands the bars of the period, which begins and ends with a bar, to the sink. */
  void read(
      Viewer viewer, BarQuery query, Period period, Consumer<Bar> sink, Deadline deadline) {
    bars(viewer, query, period, deadline).forEach(bar -> sink.accept(bar.bar(query.side())));
  }

  private Iterable<PartialBar> bars(
      Viewer viewer, BarQuery query, Period period, Deadline deadline) {
    if (viewer.user() == null && query.interval().wholeMinutes() && query.knownAt() == null) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        RolledBars rolled = rolled(viewer, query, period, deadline);
        if (rolled.dirty().isEmpty()) {
          return together(rolled.bars(), List.of());
        }
        rollups.wanted(viewer.tenant(), query.symbol(), rolled.dirty());
        List<PartialBar> raw = raw(viewer, query, period.within(rolled.dirty()), deadline);
        if (rolled.bars().isEmpty() || stillClean(viewer, query, period, rolled, deadline)) {
          return together(rolled.bars(), raw);
        }
      }
    }
    return raw(viewer, query, List.of(period), deadline);
  }

  /**
   * Counts and rollup are read side by side, each by a statement of its own, which is faster than
   * one that joins them. The counts are of one instant, and a rollup with the count of that instant
   * is made from the rows of that instant, whenever it was read.
   */
  private RolledBars rolled(
      Viewer viewer, BarQuery query, Period period, Deadline deadline) {
    FutureTask<Map<Long, Long>> counting =
        new FutureTask<>(() -> rows(viewer, query, period, deadline));
    Thread.startVirtualThread(counting);
    try {
      List<RolledBars.Part> parts =
          period.endHour() - period.firstHour() <= FEW_HOURS
              ? reads.list(
                  viewer,
                  BarSql.rolledMinutes(query, period),
                  deadline,
                  (minutes, row) -> RolledBars.Part.ofMinute(minutes, row, query, period))
              : reads.list(viewer, BarSql.rollup(query, period), deadline, RolledBars.Part::of);
      return RolledBars.of(parts, counting.get());
    } catch (ExecutionException e) {
      throw ClickHouseFailures.reading(
          e.getCause() instanceof Exception failure ? failure : e);
    } catch (InterruptedException e) {
      throw ClickHouseFailures.reading(e);
    } finally {
      counting.cancel(true);
    }
  }

  private List<PartialBar> raw(
      Viewer viewer, BarQuery query, List<Period> periods, Deadline deadline) {
    return periods.isEmpty()
        ? List.of()
        : reads.list(
            viewer,
            BarSql.raw(query, periods),
            deadline,
            (ofAllFeeds, row) -> PartialBar.of(ofAllFeeds, row, ""));
  }

  /** How many rows each hour of the period has. */
  private Map<Long, Long> rows(
      Viewer viewer, BarQuery query, Period period, Deadline deadline) {
    Map<Long, Long> rows = new HashMap<>();
    reads.each(
        viewer,
        HourSql.rows(query.symbol(), period),
        deadline,
        (hours, row) -> rows.put(hours.number(0, row), hours.number(1, row)));
    return rows;
  }

  /** Rows are only added: as many as before are the same. */
  private boolean stillClean(
      Viewer viewer, BarQuery query, Period period, RolledBars rolled, Deadline deadline) {
    Map<Long, Long> rows = rows(viewer, query, period, deadline);
    rolled.dirty().forEach(rows::remove);
    return rows.values().stream().mapToLong(Long::longValue).sum() == rolled.cleanRows();
  }

  /** By start, one of each. */
  private static Iterable<PartialBar> together(List<PartialBar> some, List<PartialBar> others) {
    TreeMap<Long, PartialBar> bars = new TreeMap<>();
    Stream.concat(some.stream(), others.stream())
        .forEach(bar -> bars.merge(bar.start(), bar, PartialBar::with));
    return bars.values();
  }
}
