package dev.quintet.domain.marketdata;

import dev.quintet.domain.tenancy.TenantId;
import java.util.Collection;
import java.util.Optional;

/** The newest ticks, for 5 seconds. Droppable: it never throws, and losing it costs only speed. */
public interface QuoteCache {

  /** The newest tick offered within the last 5 seconds, or empty when there is none or no cache. */
  Optional<Tick> find(TenantId tenant, Symbol symbol);

  /** Offers ticks; for each symbol the newest by {@link Tick#ORDER} stays, in whatever order. */
  void offer(TenantId tenant, Collection<Tick> ticks);
}
