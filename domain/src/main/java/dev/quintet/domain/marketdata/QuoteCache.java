package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The newest ticks, for 5 seconds. Droppable: it never throws, and losing it costs only speed.
 *
 * <p>A tick that arrived need not be the newest: it may be late, or part of a backfill, long after
 * what the cache knew has expired. So arriving ticks only raise what a store has confirmed, and what
 * a store has confirmed counts for 5 seconds. The newest by {@link Tick#ORDER} wins, in whatever
 * order offers and confirmations come.
 */
public interface QuoteCache {

  /** Where the quotes are, for answers that say where they come from. */
  StoreName store();

  /**
   * The newest of the ticks confirmed and offered, if the store was asked within the last 5 seconds;
   * else empty, and also when there is no cache.
   */
  Optional<Tick> find(TenantId tenant, Symbol symbol);

  /**
   * {@link #find} without waiting: the answer is given once, perhaps by another thread, which must
   * not be held up.
   */
  void find(TenantId tenant, Symbol symbol, Consumer<Optional<Tick>> answer);

  /** Offers ticks that were stored just now. */
  void offer(TenantId tenant, Collection<Tick> ticks);

  /**
   * Forgets the newest ticks of the symbols, of which one may have been annulled just now. A
   * confirmation by who asked the store before may bring it back, for 5 seconds.
   */
  void forget(TenantId tenant, Collection<Symbol> symbols);

  /**
   * Confirms what the store held as the newest tick of its symbol when it was asked, less than 5
   * seconds ago.
   */
  void confirm(TenantId tenant, Tick newest);
}
