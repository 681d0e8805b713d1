package dev.quintet.adapters.out.postgresql.decisions;

import dev.quintet.adapters.out.contract.DecisionLogContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.tenancy.TenantId;

final class PostgresDecisionLogTest implements DecisionLogContract {

  @Override
  public <P> P port(Class<P> type) {
    return TestPostgres.bean(type);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }
}
