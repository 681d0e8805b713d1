package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.TickStoreContract;
import dev.quintet.domain.marketdata.TickStore;

final class MemoryTickStoreTest implements TickStoreContract {

  private final MemoryTickStore store = new MemoryTickStore();

  @Override
  public TickStore ticks() {
    return store;
  }
}
