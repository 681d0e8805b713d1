package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.PredictionIndexContract;
import dev.quintet.domain.predictions.PredictionIndex;

final class MemoryPredictionIndexTest implements PredictionIndexContract {

  private final PredictionIndex index = new MemoryPredictionIndex();

  @Override
  public PredictionIndex index() {
    return index;
  }
}
