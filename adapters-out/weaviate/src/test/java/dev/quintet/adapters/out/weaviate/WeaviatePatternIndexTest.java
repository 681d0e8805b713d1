package dev.quintet.adapters.out.weaviate;

import dev.quintet.adapters.out.contract.PatternIndexContract;
import dev.quintet.domain.patterns.PatternIndex;

final class WeaviatePatternIndexTest implements PatternIndexContract {

  private final TestWeaviate weaviate = TestWeaviate.shared();

  @Override
  public PatternIndex index() {
    return weaviate.bean(PatternIndex.class);
  }

  /** Its graph is walked from one to the next, and may pass by one. */
  @Override
  public double recall() {
    return 0.95;
  }
}
