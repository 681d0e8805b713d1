package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.PriceRangeStoreContract;
import dev.quintet.domain.marketdata.PriceRangeStore;
import dev.quintet.domain.marketdata.TickStore;

final class MemoryPriceRangeStoreTest implements PriceRangeStoreContract {

  private final MemoryTickStore ticks = new MemoryTickStore();
  private final MemoryPriceRangeStore ranges =
      new MemoryPriceRangeStore(new MemoryBarStore(ticks));

  @Override
  public PriceRangeStore ranges() {
    return ranges;
  }

  @Override
  public TickStore ticks() {
    return ticks;
  }
}
