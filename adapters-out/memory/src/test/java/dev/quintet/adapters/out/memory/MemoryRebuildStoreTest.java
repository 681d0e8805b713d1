package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.RebuildStoreContract;
import dev.quintet.domain.operations.RebuildStore;

final class MemoryRebuildStoreTest implements RebuildStoreContract {

  private final MemoryRebuildStore rebuilds = new MemoryRebuildStore();

  @Override
  public RebuildStore rebuilds() {
    return rebuilds;
  }
}
