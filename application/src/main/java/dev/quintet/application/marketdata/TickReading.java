package dev.quintet.application.marketdata;

import dev.quintet.application.shared.FairShares;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TickRows;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads ticks and quotes, for callers that may read ticks. */
public final class TickReading {

  /** Most symbols of one as-of call. */
  public static final int MAX_AS_OF_SYMBOLS = 200;

  /** A slower answer of the store may be older than what the cache has forgotten since. */
  private static final Duration CONFIRMABLE = Duration.ofSeconds(2);

  private final TickStore ticks;
  private final QuoteCache quotes;
  private final FairShares reads;
  private final Access access;

  /**
   * @param reads of the store that go on at the same time; each weighs 1
   */
  public TickReading(TickStore ticks, QuoteCache quotes, FairShares reads, Access access) {
    this.reads = reads;
    this.ticks = ticks;
    this.quotes = quotes;
    this.access = access;
  }

  /** The newest tick, where it was found, and whether that is a cache. */
  public record LastQuote(Tick tick, StoreName store, boolean fromCache) {}

  /**
   * Hands the ticks of the query to the sink, in order, in pages whose arrays are only valid until
   * it returns. The sink may block; an exception from it ends the read and passes through.
   */
  public void stream(
      Principal principal, TickQuery query, Consumer<TickRows> sink, Deadline deadline) {
    Viewer viewer = reader(principal, deadline);
    reads.during(
        viewer.tenant(), 1, deadline, () -> ticks.read(viewer, query, sink, deadline));
  }

  /**
   * The newest tick of the symbol by event time, sequence and source. The cache does not know whose a
   * tick is: a call for one user is answered from the store.
   *
   * @throws ProblemException NotFound when there is none
   */
  public LastQuote lastQuote(Principal principal, Symbol symbol, Deadline deadline) {
    Viewer viewer = reader(principal, deadline);
    TenantId tenant = viewer.tenant();
    boolean all = viewer.user() == null;
    Optional<Tick> cached = all ? quotes.find(tenant, symbol) : Optional.empty();
    if (cached.isPresent()) {
      return new LastQuote(cached.get(), quotes.store(), true);
    }
    Deadline confirmable = Deadline.after(CONFIRMABLE);
    Tick stored =
        reads
            .within(tenant, 1, deadline, () -> ticks.last(viewer, symbol, deadline))
            .orElseThrow(
                () -> new ProblemException(new Problem.NotFound("tick of", symbol.value())));
    if (all && !confirmable.expired()) {
      quotes.confirm(tenant, stored);
    }
    return new LastQuote(stored, ticks.store(), false);
  }

  /**
   * {@link #lastQuote} as far as it goes without waiting: the answer is empty when the cache does not
   * know the tick, the tenant is not remembered or the call is for one user. It is given once, perhaps by another thread,
   * which must not be held up.
   */
  public void cachedQuote(
      Principal principal, Symbol symbol, Consumer<Optional<LastQuote>> answer) {
    access
        .remembered(principal, Permission.TICKS_READ)
        .filter(tenant -> principal.user() == null)
        .ifPresentOrElse(
            tenant ->
                quotes.find(
                    tenant.id(),
                    symbol,
                    found -> answer.accept(found.map(tick -> new LastQuote(tick, quotes.store(), true)))),
            () -> answer.accept(Optional.empty()));
  }

  /**
   * For each symbol its newest tick at or before {@code at}; symbols without one are left out.
   *
   * @param symbols 1 to {@value #MAX_AS_OF_SYMBOLS}, each once
   * @throws ProblemException Invalid when the symbols or the instant break their limits
   */
  public List<Tick> quotesAsOf(
      Principal principal, List<Symbol> symbols, Instant at, Deadline deadline) {
    Viewer viewer = reader(principal, deadline);
    if (symbols.isEmpty() || symbols.size() > MAX_AS_OF_SYMBOLS) {
      throw ProblemException.invalid("symbols", "must be 1 to " + MAX_AS_OF_SYMBOLS);
    }
    if (new HashSet<>(symbols).size() < symbols.size()) {
      throw ProblemException.invalid("symbols", "must not name a symbol twice");
    }
    EventTime.within("at", at);
    return reads.within(
        viewer.tenant(), 1, deadline, () -> ticks.asOf(viewer, symbols, at, deadline));
  }

  /**
   * The symbols with ticks, by name.
   *
   * @param after null: from the first
   * @param limit 1 to {@value Page#MAX_SIZE}
   * @throws ProblemException Invalid for another limit or a cursor that is none
   */
  public Page<SymbolSummary> symbols(
      Principal principal, @Nullable Cursor after, int limit, Deadline deadline) {
    Viewer viewer = reader(principal, deadline);
    Page.checkSize(limit);
    return reads.within(
        viewer.tenant(), 1, deadline, () -> ticks.symbols(viewer, after, limit, deadline));
  }

  private Viewer reader(Principal principal, Deadline deadline) {
    return access.viewer(principal, Permission.TICKS_READ, deadline);
  }
}
