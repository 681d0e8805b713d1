package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TickRows;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ticks in sorted maps, one object each. A cursor is the name of the last symbol before it. */
public final class MemoryTickStore implements TickStore {

  private static final int PAGE = 8_192;

  private final ConcurrentHashMap<TenantId, ConcurrentSkipListMap<Symbol, SymbolBook>> tenants =
      new ConcurrentHashMap<>();

  @Override
  public StoreName store() {
    return MemoryFailures.STORE;
  }

  @Override
  public void append(List<TenantTicks> block, Deadline deadline) {
    MemoryFailures.check(deadline);
    for (TenantTicks ticks : block) {
      for (int row = 0; row < ticks.batch().rows(); row++) {
        Tick tick = ticks.tick(row);
        books(ticks.tenant())
            .computeIfAbsent(tick.symbol(), it -> new SymbolBook())
            .add(new SymbolBook.Version(tick, ticks.batch().terms().annuls()));
      }
    }
  }

  @Override
  public void read(
      TenantId tenant, TickQuery query, Consumer<TickRows> sink, Deadline deadline) {
    MemoryFailures.check(deadline);
    List<Tick> ticks =
        book(tenant, query.symbol())
            .ticks(
                query.range().fromNanos(),
                query.range().toNanos(),
                query.after(),
                query.source(),
                query.knownAt());
    for (int from = 0; from < ticks.size(); from += PAGE) {
      sink.accept(TickPages.rows(ticks.subList(from, Math.min(from + PAGE, ticks.size()))));
    }
  }

  @Override
  public Optional<Tick> last(TenantId tenant, Symbol symbol, Deadline deadline) {
    MemoryFailures.check(deadline);
    return book(tenant, symbol).newest(Long.MAX_VALUE);
  }

  @Override
  public List<Tick> asOf(TenantId tenant, List<Symbol> symbols, Instant at, Deadline deadline) {
    MemoryFailures.check(deadline);
    long nanos = EventTime.nanos(at);
    return symbols.stream().flatMap(it -> book(tenant, it).newest(nanos).stream()).toList();
  }

  @Override
  public Optional<SymbolSummary> summary(
      TenantId tenant, Symbol symbol, @Nullable Source source, Deadline deadline) {
    MemoryFailures.check(deadline);
    LongSummaryStatistics times = book(tenant, symbol).times(source);
    return times.getCount() == 0
        ? Optional.empty()
        : Optional.of(
            new SymbolSummary(
                symbol, EventTime.instant(times.getMin()), EventTime.instant(times.getMax())));
  }

  @Override
  public Page<SymbolSummary> symbols(
      TenantId tenant, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = TickStore.listing(tenant);
    String last = listing.position(after);
    List<SymbolSummary> found =
        books(tenant).keySet().stream()
            .filter(symbol -> symbol.value().compareTo(last) > 0)
            .flatMap(symbol -> summary(tenant, symbol, null, deadline).stream())
            .limit(limit + 1L)
            .toList();
    return listing.page(found, limit, it -> List.of(it.symbol().value()));
  }

  /** The ticks of the symbol, to make bars from. */
  SymbolBook book(TenantId tenant, Symbol symbol) {
    SymbolBook book = books(tenant).get(symbol);
    return book == null ? new SymbolBook() : book;
  }

  private ConcurrentSkipListMap<Symbol, SymbolBook> books(TenantId tenant) {
    return tenants.computeIfAbsent(tenant, it -> new ConcurrentSkipListMap<>());
  }

  /** Whether a batch of the tenant that was received then is there. */
  boolean received(TenantId tenant, Instant at) {
    return books(tenant).values().stream().anyMatch(book -> book.received(at));
  }
}
