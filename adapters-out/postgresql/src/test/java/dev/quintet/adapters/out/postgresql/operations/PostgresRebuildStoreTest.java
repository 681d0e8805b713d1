package dev.quintet.adapters.out.postgresql.operations;

import dev.quintet.adapters.out.contract.RebuildStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.operations.RebuildStore;

final class PostgresRebuildStoreTest implements RebuildStoreContract {

  @Override
  public RebuildStore rebuilds() {
    return TestPostgres.bean(RebuildStore.class);
  }
}
