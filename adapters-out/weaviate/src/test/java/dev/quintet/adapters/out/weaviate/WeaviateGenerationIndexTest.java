package dev.quintet.adapters.out.weaviate;

import dev.quintet.adapters.out.contract.PatternGenerationsContract;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.patterns.PatternIndex;

final class WeaviateGenerationIndexTest implements PatternGenerationsContract {

  private final TestWeaviate weaviate = TestWeaviate.shared();

  @Override
  public PatternIndex index() {
    return weaviate.bean(PatternIndex.class);
  }

  @Override
  public GenerationIndex generations() {
    return weaviate.bean(GenerationIndex.class);
  }
}
