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
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
            .add(new SymbolBook.Version(
                    tick, owner(ticks.batch().user()), ticks.batch().terms().annuls()));
      }
    }
  }

  @Override
  public void read(
      Viewer viewer, TickQuery query, Consumer<TickRows> sink, Deadline deadline) {
    MemoryFailures.check(deadline);
    List<Tick> ticks =
        book(viewer.tenant(), query.symbol())
            .ticks(
                query.range().fromNanos(),
                query.range().toNanos(),
                query.after(),
                query.source(),
                query.knownAt(),
                owners(viewer));
    int from = 0;
    while (from < ticks.size()) {
      int to = Math.min(from + PAGE, ticks.size());
      while (to < ticks.size() && ofOnePlace(ticks.get(to - 1), ticks.get(to))) {
        to++;
      }
      sink.accept(TickPages.rows(ticks.subList(from, to)));
      from = to;
    }
  }

  private static boolean ofOnePlace(Tick one, Tick other) {
    return one.eventTime().equals(other.eventTime())
        && one.sequence() == other.sequence()
        && one.source().equals(other.source());
  }

  static String owner(@Nullable UserId user) {
    return user == null ? "" : user.value();
  }

  /** Whose ticks are seen. */
  static Predicate<String> owners(Viewer viewer) {
    String user = owner(viewer.user());
    return user.isEmpty() ? any -> true : user::equals;
  }

  @Override
  public Optional<Tick> last(Viewer viewer, Symbol symbol, Deadline deadline) {
    MemoryFailures.check(deadline);
    return book(viewer.tenant(), symbol).newest(Long.MAX_VALUE, owners(viewer));
  }

  @Override
  public List<Tick> asOf(Viewer viewer, List<Symbol> symbols, Instant at, Deadline deadline) {
    MemoryFailures.check(deadline);
    long nanos = EventTime.nanos(at);
    return symbols.stream()
        .flatMap(it -> book(viewer.tenant(), it).newest(nanos, owners(viewer)).stream())
        .toList();
  }

  @Override
  public Optional<SymbolSummary> summary(
      Viewer viewer, Symbol symbol, @Nullable Source source, Deadline deadline) {
    MemoryFailures.check(deadline);
    LongSummaryStatistics times =
        book(viewer.tenant(), symbol).times(source, owners(viewer));
    return times.getCount() == 0
        ? Optional.empty()
        : Optional.of(
            new SymbolSummary(
                symbol, EventTime.instant(times.getMin()), EventTime.instant(times.getMax())));
  }

  @Override
  public Page<SymbolSummary> symbols(
      Viewer viewer, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = TickStore.listing(viewer);
    String last = listing.position(after);
    List<SymbolSummary> found =
        books(viewer.tenant()).keySet().stream()
            .filter(symbol -> symbol.value().compareTo(last) > 0)
            .flatMap(symbol -> summary(viewer, symbol, null, deadline).stream())
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
