package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.ImportedBar;
import dev.quintet.domain.marketdata.ImportedBars;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.writes.ProcessId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Bars made from the ticks of a {@link MemoryTickStore} at each read, and imported ones in maps. */
public final class MemoryBarStore implements BarStore {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final MemoryTickStore ticks;
  private final ConcurrentHashMap<Series, TreeMap<Instant, Import>> imported =
      new ConcurrentHashMap<>();

  public MemoryBarStore(MemoryTickStore ticks) {
    this.ticks = ticks;
  }

  private record Series(TenantId tenant, String owner, Symbol symbol, Source source, Interval interval) {}

  private record Import(Instant receivedAt, ImportedBar bar) {}

  @Override
  public void read(Viewer viewer, BarQuery query, Consumer<Bar> sink, Deadline deadline) {
    MemoryFailures.check(deadline);
    Interval interval = query.interval();
    Instant first = interval.nextStart(query.range().from());
    Instant end = interval.nextStart(query.range().to());
    TreeMap<Instant, Bar> bars = new TreeMap<>();
    for (Tick tick : ticks(viewer, query, first, end)) {
      BigDecimal price = price(tick, query.side());
      if (price != null) {
        bars.merge(
            interval.startOf(tick.eventTime()),
            new Bar(
                interval.startOf(tick.eventTime()),
                new Bar.Prices(price, price, price, price),
                tick.volume(),
                1),
            MemoryBarStore::joined);
      }
    }
    bars.values().forEach(sink);
  }

  private List<Tick> ticks(Viewer viewer, BarQuery query, Instant first, Instant end) {
    long to = end.isAfter(EventTime.END) ? Long.MAX_VALUE : EventTime.nanos(end);
    return first.isAfter(EventTime.END)
        ? List.of()
        : ticks
            .book(viewer.tenant(), query.symbol())
            .ticks(
                EventTime.nanos(first),
                to,
                null,
                query.source(),
                query.knownAt(),
                MemoryTickStore.owners(viewer));
  }

  private static @Nullable BigDecimal price(Tick tick, Side side) {
    return switch (tick) {
      case Tick.Quote quote ->
          switch (side) {
            case BID -> quote.bid();
            case ASK -> quote.ask();
            case MID -> quote.bid().add(quote.ask()).setScale(side.scale()).divide(TWO);
            case TRADE -> null;
          };
      case Tick.TradePrint trade -> side == Side.TRADE ? trade.price() : null;
    };
  }

  private static Bar joined(Bar bar, Bar next) {
    Bar.Prices earlier = Objects.requireNonNull(bar.prices());
    Bar.Prices later = Objects.requireNonNull(next.prices());
    return new Bar(
        bar.start(),
        new Bar.Prices(
            earlier.open(),
            earlier.high().max(later.high()),
            earlier.low().min(later.low()),
            later.close()),
        bar.volume().add(next.volume()),
        bar.ticks() + next.ticks());
  }

  @Override
  public void minutesWithTicks(
      Viewer viewer,
      Symbol symbol,
      @Nullable Source source,
      TimeRange range,
      LongConsumer sink,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    ticks
        .book(viewer.tenant(), symbol)
        .ticks(
            range.fromNanos(),
            range.toNanos(),
            null,
            source,
            null,
            MemoryTickStore.owners(viewer))
        .stream()
        .mapToLong(tick -> Math.floorDiv(tick.eventTime().getEpochSecond(), 60L))
        .distinct()
        .forEach(sink);
  }

  @Override
  public void append(TenantId tenant, ImportedBars bars, Instant receivedAt, Deadline deadline) {
    MemoryFailures.check(deadline);
    TreeMap<Instant, Import> series =
        imported.computeIfAbsent(
            new Series(
                tenant,
                MemoryTickStore.owner(bars.user()),
                bars.symbol(),
                bars.source(),
                bars.interval()),
            it -> new TreeMap<>());
    synchronized (series) {
      for (ImportedBar bar : bars.bars()) {
        series.merge(
            bar.start(),
            new Import(receivedAt, bar),
            MemoryBarStore::later);
      }
    }
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
    MemoryFailures.check(deadline);
    TreeMap<Instant, Import> ofTenant = new TreeMap<>();
    TreeMap<Instant, Import> ofUsers = new TreeMap<>();
    imported.forEach(
        (series, bars) -> {
          if (isSeen(viewer, series, symbol, source) && series.interval.equals(interval)) {
            synchronized (bars) {
              bars.subMap(range.from(), range.to())
                  .forEach(
                      (start, bar) ->
                          (series.owner.isEmpty() ? ofTenant : ofUsers)
                              .merge(start, bar, MemoryBarStore::later));
            }
          }
        });
    ofUsers.putAll(ofTenant);
    ofUsers.values().forEach(each -> sink.accept(each.bar));
  }

  private static Import later(Import earlier, Import later) {
    return earlier.receivedAt.isAfter(later.receivedAt) ? earlier : later;
  }

  private static boolean isSeen(Viewer viewer, Series series, Symbol symbol, Source source) {
    return series.tenant.equals(viewer.tenant())
        && MemoryTickStore.owners(viewer).test(series.owner)
        && series.symbol.equals(symbol)
        && series.source.equals(source);
  }

  @Override
  public List<Interval> importedIntervals(
      Viewer viewer, Symbol symbol, Source source, Deadline deadline) {
    MemoryFailures.check(deadline);
    return imported.entrySet().stream()
        .filter(series -> !series.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .filter(series -> isSeen(viewer, series, symbol, source))
        .map(Series::interval)
        .distinct()
        .sorted(Comparator.comparingLong(Interval::seconds))
        .toList();
  }

  @Override
  public Set<Instant> stored(
      TenantId tenant, ProcessId by, Set<Instant> receivedAt, Deadline deadline) {
    MemoryFailures.check(deadline);
    Set<Instant> there = new HashSet<>();
    imported.forEach(
        (series, bars) -> {
          if (series.tenant.equals(tenant)) {
            synchronized (bars) {
              bars.values().forEach(bar -> there.add(bar.receivedAt));
            }
          }
        });
    there.retainAll(receivedAt);
    return there;
  }
}
