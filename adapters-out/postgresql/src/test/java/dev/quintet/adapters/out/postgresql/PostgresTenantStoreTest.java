package dev.quintet.adapters.out.postgresql;

import dev.quintet.adapters.out.contract.TenantStoreContract;
import dev.quintet.domain.tenancy.TenantStore;

final class PostgresTenantStoreTest implements TenantStoreContract {

  @Override
  public TenantStore tenants() {
    return TestPostgres.bean(TenantStore.class);
  }
}
