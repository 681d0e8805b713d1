package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.NativeColumn;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.ImportedBar;
import dev.quintet.domain.marketdata.ImportedBars;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Objects;

/** Imported bars as rows, and the statement that reads them. */
final class ImportedBarSql {

  private ImportedBarSql() {}

  static Statement range(Symbol symbol, Source source, Interval interval, TimeRange range) {
    return new Statement(
        "read imported bars",
        """
        SELECT start, open, high, low, close, volume, technical_indicators
        FROM imported_bars
        WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
          AND source = {source:String} AND interval_seconds = %d
          AND start >= %s AND start < %s
        ORDER BY start, user_id != '', received_time DESC
        LIMIT 1 BY start"""
            .formatted(
                interval.seconds(), seconds(range.from()), seconds(range.to())),
        Map.of("symbol", symbol.value(), "source", source.value()),
        List.of("start", "open", "high", "low", "close", "volume", "technical_indicators"));
  }

  static Statement intervals(Symbol symbol, Source source) {
    return new Statement(
        "list imported intervals",
        """
        SELECT toInt64(interval_seconds) AS seconds
        FROM imported_bars
        WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
          AND source = {source:String}
        GROUP BY seconds
        ORDER BY seconds""",
        Map.of("symbol", symbol.value(), "source", source.value()),
        List.of("seconds"));
  }

  static Statement received(Set<Instant> instants) {
    return new Statement(
        "find received bars",
        """
        SELECT DISTINCT toUnixTimestamp64Micro(received_time) AS micros
        FROM imported_bars
        WHERE tenant_id = {tenant:String} AND toUnixTimestamp64Micro(received_time) IN (%s)"""
            .formatted(TickSql.micros(instants)),
        Map.of(),
        List.of("micros"));
  }

  /** Starts are whole seconds: the first at or after the instant bounds them as the instant does. */
  private static String seconds(Instant instant) {
    return TimeSql.second(instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0));
  }

  /** Values in the order of the table's columns. */
  static List<?> row(TenantId tenant, ImportedBars batch, ImportedBar bar, Instant receivedAt) {
    return List.of(
        tenant.value(),
        batch.symbol().value(),
        batch.source().value(),
        batch.interval().seconds(),
        bar.start(),
        bar.prices().open(),
        bar.prices().high(),
        bar.prices().low(),
        bar.prices().close(),
        bar.volume(),
        bar.technicalIndicators(),
        receivedAt,
        batch.user() == null ? "" : batch.user().value());
  }

  static ImportedBar bar(Reading reading, int row) {
    NativeColumn volume = reading.column(5);
    return new ImportedBar(
        Instant.ofEpochSecond(reading.number(0, row)),
        new Bar.Prices(
            Decimals.price(reading.number(1, row)),
            Decimals.price(reading.number(2, row)),
            Decimals.price(reading.number(3, row)),
            Decimals.price(reading.number(4, row))),
        Decimals.volume(volume.highs[row], volume.longs[row]),
        indicators(reading.column(6), row));
  }

  private static Map<String, BigDecimal> indicators(NativeColumn column, int row) {
    int from = row == 0 ? 0 : (int) column.longs[row - 1];
    int to = (int) column.longs[row];
    Map<String, BigDecimal> indicators = HashMap.newHashMap(to - from);
    for (int entry = from; entry < to; entry++) {
      NativeColumn values = Objects.requireNonNull(column.values);
      BigInteger units =
          Decimals.volume(values.highs[entry], values.longs[entry]).unscaledValue();
      indicators.put(
          Objects.requireNonNull(column.keys).text(entry),
          new BigDecimal(units, ImportedBar.INDICATOR_SCALE));
    }
    return indicators;
  }
}
