package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.contract.QuarantineStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.subscriptions.QuarantineStore;

final class PostgresQuarantineStoreTest implements QuarantineStoreContract {

  @Override
  public QuarantineStore quarantine() {
    return TestPostgres.bean(QuarantineStore.class);
  }
}
