package dev.quintet.adapters.out.clickhouse;

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
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Bars from the ticks, and imported bars. */
@Singleton
final class ClickHouseBarStore implements BarStore {

  private final ClickHouseReads reads;
  private final ClickHouseWrites writes;

  ClickHouseBarStore(ClickHouseReads reads, ClickHouseWrites writes) {
    this.reads = reads;
    this.writes = writes;
  }

  @Override
  public void read(TenantId tenant, BarQuery query, Consumer<Bar> sink, Deadline deadline) {
    long from = EventTime.nanos(query.interval().nextStart(query.range().from()));
    long to = EventTime.nanos(query.interval().nextStart(query.range().to()));
    if (from >= to) {
      return;
    }
    Statement statement = BarSql.raw(query, List.of(new BarSql.Nanos(from, to)));
    try (Reading reading = reads.open(tenant, statement, deadline)) {
      while (reading.next()) {
        for (int row = 0; row < reading.rows(); row++) {
          sink.accept(BarParts.bar(reading, row, query.side()));
        }
      }
    }
  }

  @Override
  public void minutesWithTicks(
      TenantId tenant,
      Symbol symbol,
      @Nullable Source source,
      TimeRange range,
      LongConsumer sink,
      Deadline deadline) {
    Statement statement = BarSql.minutes(symbol, source, range);
    try (Reading reading = reads.open(tenant, statement, deadline)) {
      while (reading.next()) {
        for (int row = 0; row < reading.rows(); row++) {
          sink.accept(reading.column(0).longs[row]);
        }
      }
    }
  }

  @Override
  public void append(
      TenantId tenant, ImportedBars bars, Instant receivedAt, Deadline deadline) {
    writes.insert(
        ImportedBarBlock.TABLE,
        ImportedBarBlock.COLUMNS,
        ImportedBarBlock.encode(tenant, bars, receivedAt),
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
