package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.NativeBlock;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.ImportedBar;
import dev.quintet.domain.marketdata.ImportedBars;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** A batch of imported bars as one block of their table. */
final class ImportedBarBlock {

  static final String TABLE = "imported_bars";

  static final List<String> COLUMNS =
      List.of(
          "tenant_id",
          "symbol",
          "source",
          "interval_seconds",
          "start",
          "open",
          "high",
          "low",
          "close",
          "volume",
          "technical_indicators",
          "received_time");

  private final NativeBlock block = new NativeBlock();
  private final List<ImportedBar> bars;

  private ImportedBarBlock(List<ImportedBar> bars) {
    this.bars = bars;
  }

  static NativeBlock encode(TenantId tenant, ImportedBars batch, Instant receivedAt) {
    ImportedBarBlock imported = new ImportedBarBlock(batch.bars());
    NativeBlock block = imported.block;
    block.begin(COLUMNS.size(), batch.bars().size());
    imported.key("tenant_id", tenant.value());
    imported.key("symbol", batch.symbol().value());
    imported.key("source", batch.source().value());
    block.column("interval_seconds", "UInt32");
    batch.bars().forEach(bar -> block.int32((int) batch.interval().seconds()));
    block.column("start", "DateTime64(0, 'UTC')");
    batch.bars().forEach(bar -> block.int64(bar.start().getEpochSecond()));
    imported.price("open", Bar.Prices::open);
    imported.price("high", Bar.Prices::high);
    imported.price("low", Bar.Prices::low);
    imported.price("close", Bar.Prices::close);
    block.column("volume", "Decimal(38, 8)");
    batch.bars().forEach(bar -> block.int128(bar.volume().unscaledValue()));
    imported.indicators();
    block.column("received_time", "DateTime64(6, 'UTC')");
    block.int64s(EventTime.nanos(receivedAt) / 1_000, batch.bars().size());
    return block;
  }

  private void key(String name, String value) {
    block.column(name, "LowCardinality(String)");
    block.lowCardinality(List.of(value), new int[bars.size()], bars.size());
  }

  private void price(String name, Function<Bar.Prices, BigDecimal> price) {
    block.column(name, "Decimal(18, 8)");
    bars.forEach(
        bar -> block.int64(price.apply(bar.prices()).unscaledValue().longValueExact()));
  }

  /** Where each row's entries end, then all names, then all values. */
  private void indicators() {
    block.column("technical_indicators", "Map(String, Decimal(38, 18))");
    long end = 0;
    for (ImportedBar bar : bars) {
      end += bar.technicalIndicators().size();
      block.int64(end);
    }
    bars.forEach(bar -> bar.technicalIndicators().forEach((name, value) -> block.text(name)));
    bars.forEach(
        bar ->
            bar.technicalIndicators()
                .forEach((name, value) -> block.int128(value.unscaledValue())));
  }
}
