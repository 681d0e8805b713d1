package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.RowBlock;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.ImportedBar;
import dev.quintet.domain.marketdata.ImportedBars;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.writes.ProcessId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Bars from the ticks, and imported bars. */
@Singleton
final class ClickHouseBarStore implements BarStore {

  private final ClickHouseReads reads;
  private final ClickHouseWrites writes;
  private final BarReads bars;

  ClickHouseBarStore(ClickHouseReads reads, ClickHouseWrites writes, BarReads bars) {
    this.reads = reads;
    this.writes = writes;
    this.bars = bars;
  }

  @Override
  public void read(Viewer viewer, BarQuery query, Consumer<Bar> sink, Deadline deadline) {
    Interval interval = query.interval();
    Period period =
        new Period(
            EventTime.nanos(interval.nextStart(query.range().from())),
            EventTime.nanos(interval.nextStart(query.range().to())));
    if (period.from() >= period.to()) {
      return;
    }
    if (period.to() - period.from() <= Period.longest(interval)) {
      bars.read(viewer, query, period, sink, deadline);
      return;
    }
    List<Long> hours =
        reads.list(
            viewer,
            HourSql.hours(viewer, query.symbol(), period),
            deadline,
            (found, row) -> found.number(0, row));
    for (Period part : period.parts(interval, hours)) {
      bars.read(viewer, query, part, sink, deadline);
    }
  }

  /**
   * The first and the last hour are read from the ticks, since the range may cut a minute of theirs.
   */
  @Override
  public void minutesWithTicks(
      Viewer viewer,
      Symbol symbol,
      @Nullable Source source,
      TimeRange range,
      LongConsumer sink,
      Deadline deadline) {
    Period period = new Period(range.fromNanos(), range.toNanos());
    List<Long> clean = new ArrayList<>();
    List<Long> dirty = new ArrayList<>();
    reads.each(
        viewer,
        HourSql.hours(viewer, symbol, period),
        deadline,
        (hours, row) -> {
          long hour = hours.number(0, row);
          boolean inside = hour > period.firstHour() && hour < period.endHour() - 1;
          (inside && hours.number(1, row) != 0 ? clean : dirty).add(hour);
        });
    if (clean.isEmpty() && dirty.isEmpty()) {
      return;
    }
    Statement statement =
        HourSql.minutes(viewer, symbol, source, period.within(clean), period.within(dirty));
    reads.each(
        viewer, statement, deadline, (minutes, row) -> sink.accept(minutes.number(0, row)));
  }

  @Override
  public void append(
      TenantId tenant, ImportedBars bars, Instant receivedAt, Deadline deadline) {
    writes.insert(
        MarketDataTables.IMPORTED_BARS,
        RowBlock.encode(
            MarketDataTables.IMPORTED_BARS,
            bars.bars().stream()
                .map(bar -> ImportedBarSql.row(tenant, bars, bar, receivedAt))
                .toList()),
        "storing bars",
        deadline);
  }

  @Override
  public Set<Instant> stored(
      TenantId tenant, ProcessId by, Set<Instant> receivedAt, Deadline deadline) {
    writes.awaitInserts(MarketDataTables.IMPORTED_BARS, by, deadline);
    return Set.copyOf(
        reads.list(
            Viewer.of(tenant), ImportedBarSql.received(receivedAt), deadline, TickSql::receivedOf));
  }

  @Override
  public void readImported(
      Viewer viewer,
      Symbol symbol,
      Source source,
      Interval interval,
      TimeRange range,
      Consumer<ImportedBar> sink,
      Deadline deadline) {
    reads.each(
        viewer,
        ImportedBarSql.range(symbol, source, interval, range),
        deadline,
        (bars, row) -> sink.accept(ImportedBarSql.bar(bars, row)));
  }

  @Override
  public List<Interval> importedIntervals(
      Viewer viewer, Symbol symbol, Source source, Deadline deadline) {
    return reads.list(
        viewer,
        ImportedBarSql.intervals(symbol, source),
        deadline,
        (intervals, row) -> new Interval(intervals.number(0, row)));
  }
}
