package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.MarketSessionStoreContract;
import dev.quintet.domain.marketdata.MarketSessionStore;
import dev.quintet.domain.tenancy.TenantId;

final class MemoryMarketSessionStoreTest implements MarketSessionStoreContract {

  private final MemoryMarketSessionStore sessions = new MemoryMarketSessionStore();

  @Override
  public MarketSessionStore sessions() {
    return sessions;
  }

  @Override
  public TenantId newTenant() {
    return Fresh.tenant();
  }
}
