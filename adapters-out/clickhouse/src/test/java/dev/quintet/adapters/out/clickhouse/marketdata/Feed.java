package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.BatchTerms;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The ticks of one symbol from one source, for tests: as they are offered, and as they are read. */
record Feed(TenantId tenant, Symbol symbol, Source source) {

  /** Later than any event of a test. */
  private static final Instant CLOCK = EventTime.END.minusSeconds(1);

  static Feed of(TenantId tenant, String symbol, String source) {
    return new Feed(tenant, new Symbol(symbol), new Source(source));
  }

  Tick quote(Instant time, int sequence, String bid, String ask, Instant received) {
    return quote(time, sequence, bid, ask, "0", received);
  }

  Tick quote(
      Instant time, int sequence, String bid, String ask, String volume, Instant received) {
    return new Tick.Quote(
        symbol,
        source,
        time,
        sequence,
        new BigDecimal(bid),
        new BigDecimal(ask),
        new BigDecimal(volume),
        received);
  }

  Tick trade(Instant time, int sequence, String price, String volume, Instant received) {
    return new Tick.TradePrint(
        symbol, source, time, sequence, new BigDecimal(price), new BigDecimal(volume), received);
  }

  /** A batch of ticks of one kind, symbol, source and version. */
  static TenantTicks batch(TenantId tenant, Tick... ticks) {
    return batch(tenant, List.of(ticks));
  }

  /** A batch of ticks of one kind, symbol, source and version. */
  static TenantTicks batch(TenantId tenant, List<Tick> ticks) {
    Tick one = ticks.getFirst();
    boolean quotes = one instanceof Tick.Quote;
    TickColumns columns =
        new TickColumns(
            quotes ? TickKind.QUOTE : TickKind.TRADE,
            new Symbol[] {one.symbol()},
            null,
            ticks.stream().mapToLong(tick -> EventTime.nanos(tick.eventTime())).toArray(),
            ticks.stream().mapToInt(Tick::sequence).toArray(),
            8,
            ticks.stream().mapToLong(Feed::first).toArray(),
            quotes ? ticks.stream().mapToLong(Feed::second).toArray() : null,
            8,
            ticks.stream().mapToLong(tick -> units(tick.volume())).toArray());
    TickBatch batch = TickBatch.admit(Fresh.batch(), one.source(), null, BatchTerms.NONE, columns, CLOCK);
    return new TenantTicks(tenant, Tier.PRO, batch, one.receivedAt());
  }

  private static long first(Tick tick) {
    return switch (tick) {
      case Tick.Quote quote -> units(quote.bid());
      case Tick.TradePrint trade -> units(trade.price());
    };
  }

  private static long second(Tick tick) {
    return switch (tick) {
      case Tick.Quote quote -> units(quote.ask());
      case Tick.TradePrint trade -> 0;
    };
  }

  private static long units(BigDecimal value) {
    return value.unscaledValue().longValueExact();
  }
}
