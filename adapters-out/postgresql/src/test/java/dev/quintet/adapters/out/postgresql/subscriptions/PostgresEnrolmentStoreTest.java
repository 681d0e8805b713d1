package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.contract.EnrolmentStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.subscriptions.EnrolmentStore;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.TenantId;

final class PostgresEnrolmentStoreTest implements EnrolmentStoreContract {

  @Override
  public EnrolmentStore enrolments() {
    return TestPostgres.bean(EnrolmentStore.class);
  }

  @Override
  public SubscriptionStore subscriptions() {
    return TestPostgres.bean(SubscriptionStore.class);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }
}
