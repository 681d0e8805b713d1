package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.FillIndexContract;
import dev.quintet.domain.trades.FillIndex;

final class MemoryFillIndexTest implements FillIndexContract {

  private final MemoryFillIndex index = new MemoryFillIndex();

  @Override
  public FillIndex index() {
    return index;
  }
}
