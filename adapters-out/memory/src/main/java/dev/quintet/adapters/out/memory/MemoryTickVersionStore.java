package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.StoredTick;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickVersionStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.ProcessId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The versions in a {@link MemoryTickStore}. */
public final class MemoryTickVersionStore implements TickVersionStore {

  private final MemoryTickStore ticks;

  public MemoryTickVersionStore(MemoryTickStore ticks) {
    this.ticks = ticks;
  }

  @Override
  public Map<Symbol, Extent> extents(
      Origin feed, Collection<Symbol> symbols, long from, Deadline deadline) {
    MemoryFailures.check(deadline);
    Map<Symbol, Extent> extents = new HashMap<>();
    for (Symbol symbol : symbols) {
      LongSummaryStatistics times = 
          ticks
              .book(feed.tenant(), symbol)
              .times(feed.source(), MemoryTickStore.owner(feed.owner())::equals);
      if (times.getCount() > 0 && times.getMax() >= from) {
        extents.put(symbol, new Extent(Math.max(from, times.getMin()), times.getMax()));
      }
    }
    return extents;
  }

  /** There is one process. */
  @Override
  public Map<Symbol, Extent> extentsOfOthers(
      Origin feed,
      Collection<Symbol> symbols,
      Instant receivedSince,
      Deadline deadline) {
    return extents(feed, symbols, 0, deadline);
  }

  @Override
  public void find(
      Origin feed,
      TickKind kind,
      SequencedMap<Symbol, long[]> instants,
      Consumer<StoredTick> sink,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    instants.forEach(
        (symbol, times) -> {
          for (long time : times) {
            ticks
                .book(feed.tenant(), symbol)
                .at(time, feed.source(), kind, MemoryTickStore.owner(feed.owner()))
                .stream()
                .map(MemoryTickVersionStore::stored)
                .forEach(sink);
          }
        });
  }

  @Override
  public Set<Instant> stored(
      TenantId tenant, ProcessId by, Set<Instant> receivedAt, Deadline deadline) {
    MemoryFailures.check(deadline);
    return receivedAt.stream()
        .filter(at -> ticks.received(tenant, at))
        .collect(Collectors.toSet());
  }

  private static StoredTick stored(SymbolBook.Version version) {
    Tick tick = version.tick();
    BigInteger volume = tick.volume().unscaledValue();
    return new StoredTick(
        tick.symbol(),
        EventTime.nanos(tick.eventTime()),
        tick.sequence(),
        switch (tick) {
          case Tick.Quote quote -> values(quote.bid(), quote.ask(), volume);
          case Tick.TradePrint trade -> values(trade.price(), BigDecimal.ZERO, volume);
        },
        version.annulled());
  }

  private static StoredTick.Values values(BigDecimal first, BigDecimal second, BigInteger volume) {
    return new StoredTick.Values(
        first.unscaledValue().longValueExact(),
        second.unscaledValue().longValueExact(),
        volume.shiftRight(Long.SIZE).longValue(),
        volume.longValue());
  }
}
