package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.QuarantineStoreContract;
import dev.quintet.domain.subscriptions.QuarantineStore;

final class MemoryQuarantineStoreTest implements QuarantineStoreContract {

  private final MemoryQuarantineStore quarantine = new MemoryQuarantineStore();

  @Override
  public QuarantineStore quarantine() {
    return quarantine;
  }
}
