package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The newest ticks in a map; they expire by the given clock. */
public final class MemoryQuoteCache implements QuoteCache {

  static final StoreName STORE = new StoreName("cache", "cache.access");

  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(5);

  private final Clock clock;
  private final ConcurrentHashMap<Key, Entry> entries = new ConcurrentHashMap<>();

  public MemoryQuoteCache(Clock clock) {
    this.clock = clock;
  }

  private record Key(TenantId tenant, Symbol symbol) {}

  /**
   * @param until when the tick is forgotten
   * @param confirmedUntil until when it may be answered, null if no store confirmed it
   */
  private record Entry(Tick newest, Instant until, @Nullable Instant confirmedUntil) {}

  @Override
  public StoreName store() {
    return STORE;
  }

  @Override
  public Optional<Tick> find(TenantId tenant, Symbol symbol) {
    Entry entry = entries.get(new Key(tenant, symbol));
    Instant now = clock.instant();
    return entry != null && entry.confirmedUntil != null && now.isBefore(entry.confirmedUntil)
        ? Optional.of(entry.newest)
        : Optional.empty();
  }

  @Override
  public void find(TenantId tenant, Symbol symbol, Consumer<Optional<Tick>> answer) {
    answer.accept(find(tenant, symbol));
  }

  @Override
  public void offer(TenantId tenant, Collection<Tick> ticks) {
    Instant now = clock.instant();
    for (Tick tick : ticks) {
      entries.compute(
          new Key(tenant, tick.symbol()),
          (key, entry) ->
              entry == null || !now.isBefore(entry.until)
                  ? new Entry(tick, now.plus(TIME_TO_LIVE), null)
                  : raised(entry, tick, now));
    }
  }

  @Override
  public void forget(TenantId tenant, Collection<Symbol> symbols) {
    symbols.forEach(symbol -> entries.remove(new Key(tenant, symbol)));
  }

  @Override
  public void confirm(TenantId tenant, Tick newest) {
    Instant now = clock.instant();
    Instant until = now.plus(TIME_TO_LIVE);
    entries.compute(
        new Key(tenant, newest.symbol()),
        (key, entry) ->
            new Entry(
                entry == null || !now.isBefore(entry.until)
                    ? newest
                    : newer(entry.newest, newest),
                until,
                until));
  }

  private static Entry raised(Entry entry, Tick tick, Instant now) {
    return newer(entry.newest, tick) == tick
        ? new Entry(tick, now.plus(TIME_TO_LIVE), entry.confirmedUntil)
        : entry;
  }

  private static Tick newer(Tick one, Tick other) {
    return Tick.ORDER.compare(one, other) > 0 ? one : other;
  }
}
