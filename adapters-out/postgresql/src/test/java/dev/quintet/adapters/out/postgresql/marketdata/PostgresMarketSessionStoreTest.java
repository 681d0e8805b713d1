package dev.quintet.adapters.out.postgresql.marketdata;

import dev.quintet.adapters.out.contract.MarketSessionStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.marketdata.MarketSessionStore;
import dev.quintet.domain.tenancy.TenantId;

final class PostgresMarketSessionStoreTest implements MarketSessionStoreContract {

  @Override
  public MarketSessionStore sessions() {
    return TestPostgres.bean(MarketSessionStore.class);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }
}
