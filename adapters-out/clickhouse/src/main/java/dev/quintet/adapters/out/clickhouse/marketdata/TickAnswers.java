package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.Tick;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the statements of {@link TickSql} answer, except the long one. */
final class TickAnswers {

  private static final int QUOTE = 1;
  private static final long NANOS_PER_MICRO = 1_000;

  /** The newest tick of a symbol is in this hour. */
  record SymbolHour(String symbol, long hour) {}

  private TickAnswers() {}

  static List<SymbolHour> symbolHours(Reading reading) {
    List<SymbolHour> hours = new ArrayList<>();
    while (reading.next()) {
      for (int row = 0; row < reading.rows(); row++) {
        hours.add(new SymbolHour(reading.column(0).text(row), reading.column(1).longs[row]));
      }
    }
    return hours;
  }

  static List<Tick> ticks(Reading reading) {
    List<Tick> ticks = new ArrayList<>();
    while (reading.next()) {
      for (int row = 0; row < reading.rows(); row++) {
        ticks.add(tick(reading, row));
      }
    }
    return ticks;
  }

  private static Tick tick(Reading reading, int row) {
    Symbol symbol = new Symbol(reading.column(0).text(row));
    Instant time = EventTime.instant(reading.column(1).longs[row]);
    int sequence = (int) reading.column(2).longs[row];
    Source source = new Source(reading.column(3).text(row));
    BigDecimal volume =
        Decimals.volume(reading.column(8).highs[row], reading.column(8).longs[row]);
    Instant received = EventTime.instant(reading.column(9).longs[row] * NANOS_PER_MICRO);
    return reading.column(4).longs[row] == QUOTE
        ? new Tick.Quote(
            symbol,
            source,
            time,
            sequence,
            Decimals.price(reading.column(5).longs[row]),
            Decimals.price(reading.column(6).longs[row]),
            volume,
            received)
        : new Tick.TradePrint(
            symbol,
            source,
            time,
            sequence,
            Decimals.price(reading.column(7).longs[row]),
            volume,
            received);
  }

  static List<SymbolSummary> summaries(Reading reading) {
    List<SymbolSummary> summaries = new ArrayList<>();
    while (reading.next()) {
      for (int row = 0; row < reading.rows(); row++) {
        summaries.add(
            new SymbolSummary(
                new Symbol(reading.column(0).text(row)),
                EventTime.instant(reading.column(1).longs[row]),
                EventTime.instant(reading.column(2).longs[row])));
      }
    }
    return summaries;
  }
}
