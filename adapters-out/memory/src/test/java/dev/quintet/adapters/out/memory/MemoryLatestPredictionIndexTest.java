package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.LatestPredictionIndexContract;
import dev.quintet.domain.predictions.LatestPredictionIndex;

final class MemoryLatestPredictionIndexTest implements LatestPredictionIndexContract {

  private final LatestPredictionIndex index = new MemoryLatestPredictionIndex();

  @Override
  public LatestPredictionIndex index() {
    return index;
  }
}
