package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.adapters.out.contract.JobStoreContract;
import dev.quintet.domain.platform.JobStore;

final class PostgresJobStoreTest implements JobStoreContract {

  @Override
  public JobStore newService() {
    TestPostgres.tenant();
    return new PostgresJobStore(TestPostgres.pool(PostgresPool.REGISTRY));
  }
}
