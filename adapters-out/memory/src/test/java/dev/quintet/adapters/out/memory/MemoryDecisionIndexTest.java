package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.DecisionIndexContract;
import dev.quintet.domain.decisions.DecisionIndex;

final class MemoryDecisionIndexTest implements DecisionIndexContract {

  private final DecisionIndex index = new MemoryDecisionIndex();

  @Override
  public DecisionIndex index() {
    return index;
  }
}
