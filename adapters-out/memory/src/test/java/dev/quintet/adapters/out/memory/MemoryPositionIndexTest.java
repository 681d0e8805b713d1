package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.PositionIndexContract;
import dev.quintet.domain.trades.PositionIndex;

final class MemoryPositionIndexTest implements PositionIndexContract {

  private final PositionIndex index = new MemoryPositionIndex();

  @Override
  public PositionIndex index() {
    return index;
  }
}
