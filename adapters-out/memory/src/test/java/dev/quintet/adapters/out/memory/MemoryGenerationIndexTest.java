package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.FillGenerationsContract;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.trades.FillIndex;

final class MemoryGenerationIndexTest implements FillGenerationsContract {

  private final MemoryFillIndex index = new MemoryFillIndex();

  @Override
  public GenerationIndex generations() {
    return index.generations();
  }

  @Override
  public FillIndex index() {
    return index;
  }
}
