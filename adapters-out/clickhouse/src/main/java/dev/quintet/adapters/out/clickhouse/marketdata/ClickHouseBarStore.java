package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
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
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  public void read(TenantId tenant, BarQuery query, Consumer<Bar> sink, Deadline deadline) {
    Interval interval = query.interval();
    Period period =
        new Period(
            EventTime.nanos(interval.nextStart(query.range().from())),
            EventTime.nanos(interval.nextStart(query.range().to())));
    if (period.from() >= period.to()) {
      return;
    }
    if (period.to() - period.from() <= BarPeriods.longest(interval)) {
      bars.read(tenant, query, period, sink, deadline);
      return;
    }
    List<Long> hours = new ArrayList<>();
    hours(tenant, query.symbol(), period, (hour, clean) -> hours.add(hour), deadline);
    for (Period part : BarPeriods.parts(interval, period, hours)) {
      bars.read(tenant, query, part, sink, deadline);
    }
  }

  /**
   * A tick never goes away, so a minute that a rollup has once is a minute with ticks for ever; the
   * first and the last hour are read from the ticks, since the range may cut a minute of theirs.
   */
  @Override
  public void minutesWithTicks(
      TenantId tenant,
      Symbol symbol,
      @Nullable Source source,
      TimeRange range,
      LongConsumer sink,
      Deadline deadline) {
    Period period = new Period(range.fromNanos(), range.toNanos());
    List<Long> clean = new ArrayList<>();
    List<Long> dirty = new ArrayList<>();
    hours(
        tenant,
        symbol,
        period,
        (hour, isClean) -> {
          boolean inside = hour > period.firstHour() && hour < period.endHour() - 1;
          (isClean && inside ? clean : dirty).add(hour);
        },
        deadline);
    if (clean.isEmpty() && dirty.isEmpty()) {
      return;
    }
    Statement statement =
        HourSql.minutes(symbol, source, period.within(clean), period.within(dirty));
    try (Reading reading = reads.open(tenant, statement, deadline)) {
      while (reading.next()) {
        for (int row = 0; row < reading.rows(); row++) {
          sink.accept(reading.column(0).longs[row]);
        }
      }
    }
  }

  /** The hours of the period that have ticks, ascending, and whether their rollup is clean. */
  private void hours(
      TenantId tenant, Symbol symbol, Period period, HourSink sink, Deadline deadline) {
    try (Reading reading = reads.open(tenant, HourSql.hours(symbol, period), deadline)) {
      while (reading.next()) {
        for (int row = 0; row < reading.rows(); row++) {
          sink.accept(reading.column(0).longs[row], reading.column(1).longs[row] != 0);
        }
      }
    }
  }

  private interface HourSink {
    void accept(long hour, boolean clean);
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
  public void readImported(
      TenantId tenant,
      Symbol symbol,
      Source source,
      Interval interval,
      TimeRange range,
      Consumer<ImportedBar> sink,
      Deadline deadline) {
    Statement statement = ImportedBarSql.range(symbol, source, interval, range);
    try (Reading reading = reads.open(tenant, statement, deadline)) {
      while (reading.next()) {
        for (int row = 0; row < reading.rows(); row++) {
          sink.accept(ImportedBarSql.bar(reading, row));
        }
      }
    }
  }
}
