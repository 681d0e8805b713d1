package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.LatestSignalIndexContract;
import dev.quintet.domain.trades.LatestSignalIndex;

final class MemoryLatestSignalIndexTest implements LatestSignalIndexContract {

  private final LatestSignalIndex index = new MemoryLatestSignalIndex();

  @Override
  public LatestSignalIndex index() {
    return index;
  }
}
