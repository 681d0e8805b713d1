package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.TickVersionStoreContract;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TickVersionStore;

final class MemoryTickVersionStoreTest implements TickVersionStoreContract {

  private final MemoryTickStore ticks = new MemoryTickStore();

  @Override
  public TickStore ticks() {
    return ticks;
  }

  @Override
  public TickVersionStore versions() {
    return new MemoryTickVersionStore(ticks);
  }
}
