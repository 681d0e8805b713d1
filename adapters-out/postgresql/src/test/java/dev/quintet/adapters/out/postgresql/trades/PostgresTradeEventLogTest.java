package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.contract.TradeEventLogContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.tenancy.TenantId;

final class PostgresTradeEventLogTest implements TradeEventLogContract {

  @Override
  public <P> P port(Class<P> type) {
    return TestPostgres.bean(type);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }
}
