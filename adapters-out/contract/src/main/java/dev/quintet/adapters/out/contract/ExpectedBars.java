package dev.quintet.adapters.out.contract;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Bars by their definition: of each identity the latest known version, in order, grouped by start.
 * Slow and plain, to compare stores with.
 */
final class ExpectedBars {

  /** Ticks of one identity are versions of one tick. */
  private static final Comparator<Tick> IDENTITY =
      Comparator.comparing(Tick::eventTime)
          .thenComparingInt(Tick::sequence)
          .thenComparing(tick -> tick.source().value())
          .thenComparing(Tick::kind);

  private ExpectedBars() {}

  /** The bars of a tenant's symbol, from every batch that was ever appended. */
  static List<Bar> of(List<TenantTicks> appended, BarQuery query) {
    Map<Tick, Tick> known = new TreeMap<>(IDENTITY);
    for (TenantTicks ticks : appended) {
      for (int row = 0; row < ticks.batch().rows(); row++) {
        Tick tick = ticks.tick(row);
        boolean early = query.knownAt() == null || !tick.receivedAt().isAfter(query.knownAt());
        boolean asked = query.source() == null || query.source().equals(tick.source());
        if (early && asked && tick.symbol().equals(query.symbol())) {
          known.merge(
              tick,
              tick,
              (one, other) -> one.receivedAt().isAfter(other.receivedAt()) ? one : other);
        }
      }
    }
    Map<Instant, List<Tick>> byStart =
        known.values().stream()
            .filter(tick -> tick instanceof Tick.TradePrint == (query.side() == Side.TRADE))
            .collect(
                Collectors.groupingBy(
                    tick -> query.interval().startOf(tick.eventTime()),
                    TreeMap::new,
                    Collectors.toList()));
    List<Bar> bars = new ArrayList<>();
    byStart.forEach(
        (start, ticks) -> {
          if (!start.isBefore(query.range().from()) && start.isBefore(query.range().to())) {
            bars.add(bar(start, ticks, query.side()));
          }
        });
    return bars;
  }

  private static Bar bar(Instant start, List<Tick> ticks, Side side) {
    List<BigDecimal> prices = ticks.stream().map(tick -> price(tick, side)).toList();
    TreeSet<BigDecimal> sorted = new TreeSet<>(prices);
    return new Bar(
        start,
        new Bar.Prices(prices.getFirst(), sorted.last(), sorted.first(), prices.getLast()),
        ticks.stream().map(Tick::volume).reduce(BigDecimal.ZERO.setScale(8), BigDecimal::add),
        ticks.size());
  }

  private static BigDecimal price(Tick tick, Side side) {
    return switch (tick) {
      case Tick.TradePrint trade -> trade.price();
      case Tick.Quote quote ->
          side == Side.BID
              ? quote.bid()
              : side == Side.ASK
                  ? quote.ask()
                  : quote.bid().add(quote.ask()).multiply(new BigDecimal("0.5"));
    };
  }
}
