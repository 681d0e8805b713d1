package dev.quintet.planted.adapters.out.memory;

import dev.quintet.planted.adapters.out.contract.TickStoreContract;
import dev.quintet.planted.domain.marketdata.TickStore;

/** Keeps every rule. */
final class TicksInMemoryTest implements TickStoreContract {

  @Override
  public TickStore store() {
    return new TicksInMemory();
  }
}
