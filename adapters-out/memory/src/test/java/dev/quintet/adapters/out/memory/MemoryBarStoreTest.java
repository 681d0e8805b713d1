package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.BarStoreContract;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.TickStore;

final class MemoryBarStoreTest implements BarStoreContract {

  private final MemoryTickStore ticks = new MemoryTickStore();
  private final MemoryBarStore bars = new MemoryBarStore(ticks);

  @Override
  public BarStore bars() {
    return bars;
  }

  @Override
  public TickStore ticks() {
    return ticks;
  }
}
