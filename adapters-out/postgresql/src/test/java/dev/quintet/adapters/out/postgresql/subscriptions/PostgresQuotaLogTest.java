package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.contract.QuotaLogContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.subscriptions.QuotaLog;
import dev.quintet.domain.tenancy.TenantId;

final class PostgresQuotaLogTest implements QuotaLogContract {

  @Override
  public QuotaLog log() {
    return TestPostgres.bean(QuotaLog.class);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }
}
