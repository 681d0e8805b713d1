package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.contract.AccountHistoryStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.tenancy.TenantId;

final class PostgresAccountHistoryStoreTest implements AccountHistoryStoreContract {

  @Override
  public <P> P port(Class<P> type) {
    return TestPostgres.bean(type);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }
}
