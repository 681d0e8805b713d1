package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.PlanStoreContract;
import dev.quintet.domain.subscriptions.PlanStore;

final class MemoryPlanStoreTest implements PlanStoreContract {

  private final MemoryPlanStore plans = new MemoryPlanStore();

  @Override
  public PlanStore plans() {
    return plans;
  }
}
