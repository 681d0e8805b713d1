package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.TenantStoreContract;
import dev.quintet.domain.tenancy.TenantStore;

final class MemoryTenantStoreTest implements TenantStoreContract {

  private final MemoryTenantStore store = new MemoryTenantStore();

  @Override
  public TenantStore tenants() {
    return store;
  }
}
