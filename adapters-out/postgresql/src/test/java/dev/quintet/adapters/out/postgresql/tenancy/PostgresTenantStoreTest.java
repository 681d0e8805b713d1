package dev.quintet.adapters.out.postgresql.tenancy;

import dev.quintet.adapters.out.contract.TenantStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.tenancy.TenantStore;

final class PostgresTenantStoreTest implements TenantStoreContract {

  @Override
  public TenantStore tenants() {
    return TestPostgres.bean(TenantStore.class);
  }
}
