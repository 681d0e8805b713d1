package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.contract.SubscriptionStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.TenantId;

final class PostgresSubscriptionStoreTest implements SubscriptionStoreContract {

  @Override
  public SubscriptionStore subscriptions() {
    return TestPostgres.bean(SubscriptionStore.class);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }
}
