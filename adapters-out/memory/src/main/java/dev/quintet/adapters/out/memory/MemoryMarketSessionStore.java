package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.MarketSessionStore;
import dev.quintet.domain.marketdata.MarketSessions;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions of markets in a map. */
public final class MemoryMarketSessionStore implements MarketSessionStore {

  private final Map<TenantId, MarketSessions> said = new ConcurrentHashMap<>();

  @Override
  public MarketSessions find(TenantId tenant, Deadline deadline) {
    MemoryFailures.check(deadline);
    return said.getOrDefault(tenant, MarketSessions.NONE);
  }

  @Override
  public void put(TenantId tenant, MarketSessions sessions, Deadline deadline) {
    MemoryFailures.check(deadline);
    said.put(tenant, sessions);
  }
}
