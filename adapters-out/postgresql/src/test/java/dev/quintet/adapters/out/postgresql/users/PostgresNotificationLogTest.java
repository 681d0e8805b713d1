package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.contract.NotificationLogContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.tenancy.TenantId;

final class PostgresNotificationLogTest implements NotificationLogContract {

  @Override
  public <P> P port(Class<P> type) {
    return TestPostgres.bean(type);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }
}
