package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickRows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Ticks as columns. */
final class TickPages {

  private TickPages() {}

  static TickRows rows(List<Tick> ticks) {
    int rows = ticks.size();
    List<Source> sources = ticks.stream().map(Tick::source).distinct().toList();
    TickRows page =
        new TickRows(
            rows,
            new TickKind[rows],
            sources.toArray(Source[]::new),
            new int[rows],
            new long[rows],
            new int[rows],
            new long[rows],
            new long[rows],
            new long[rows],
            new long[rows],
            new long[rows]);
    for (int row = 0; row < rows; row++) {
      put(page, row, ticks.get(row), sources);
    }
    return page;
  }

  private static void put(TickRows page, int row, Tick tick, List<Source> sources) {
    switch (tick) {
      case Tick.Quote quote -> {
        page.kinds()[row] = TickKind.QUOTE;
        page.first()[row] = units(quote.bid()).longValueExact();
        page.second()[row] = units(quote.ask()).longValueExact();
      }
      case Tick.TradePrint trade -> {
        page.kinds()[row] = TickKind.TRADE;
        page.first()[row] = units(trade.price()).longValueExact();
      }
    }
    page.sourceIndexes()[row] = sources.indexOf(tick.source());
    page.eventTimes()[row] = EventTime.nanos(tick.eventTime());
    page.sequences()[row] = tick.sequence();
    BigInteger volume = units(tick.volume());
    page.volumes()[row] = volume.longValue();
    long[] high = page.volumesHigh();
    if (high != null) {
      high[row] = volume.shiftRight(Long.SIZE).longValue();
    }
    page.receivedMicros()[row] = ChronoUnit.MICROS.between(Instant.EPOCH, tick.receivedAt());
  }

  private static BigInteger units(BigDecimal value) {
    return value.unscaledValue();
  }
}
