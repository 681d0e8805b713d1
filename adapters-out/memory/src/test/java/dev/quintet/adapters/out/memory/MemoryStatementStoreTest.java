package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.StatementStoreContract;
import dev.quintet.domain.subscriptions.StatementStore;
import dev.quintet.domain.tenancy.TenantId;

final class MemoryStatementStoreTest implements StatementStoreContract {

  private final StatementStore store = new MemoryStatementStore();

  @Override
  public StatementStore store() {
    return store;
  }

  @Override
  public TenantId newTenant() {
    return Fresh.tenant();
  }
}
