package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.contract.PlanStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.subscriptions.PlanStore;

final class PostgresPlanStoreTest implements PlanStoreContract {

  @Override
  public PlanStore plans() {
    return TestPostgres.bean(PlanStore.class);
  }
}
