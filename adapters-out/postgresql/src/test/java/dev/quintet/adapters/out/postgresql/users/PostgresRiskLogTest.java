package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.contract.RiskLogContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.tenancy.TenantId;

final class PostgresRiskLogTest implements RiskLogContract {

  @Override
  public <P> P port(Class<P> type) {
    return TestPostgres.bean(type);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }
}
