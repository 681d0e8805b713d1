package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.PatternGenerationsContract;
import dev.quintet.adapters.out.contract.PatternIndexContract;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.patterns.PatternIndex;

final class MemoryPatternIndexTest
    implements PatternIndexContract, PatternGenerationsContract {

  private final MemoryPatternIndex index = new MemoryPatternIndex();

  @Override
  public PatternIndex index() {
    return index;
  }

  @Override
  public GenerationIndex generations() {
    return index.generations();
  }
}
