package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.SignalIndexContract;
import dev.quintet.domain.trades.SignalIndex;

final class MemorySignalIndexTest implements SignalIndexContract {

  private final SignalIndex index = new MemorySignalIndex();

  @Override
  public SignalIndex index() {
    return index;
  }
}
