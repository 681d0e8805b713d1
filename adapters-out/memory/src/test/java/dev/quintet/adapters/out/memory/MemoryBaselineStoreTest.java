package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.BaselineStoreContract;
import dev.quintet.domain.platform.BaselineStore;

final class MemoryBaselineStoreTest implements BaselineStoreContract {

  private final BaselineStore baselines = new MemoryBaselineStore();

  @Override
  public BaselineStore baselines() {
    return baselines;
  }
}
