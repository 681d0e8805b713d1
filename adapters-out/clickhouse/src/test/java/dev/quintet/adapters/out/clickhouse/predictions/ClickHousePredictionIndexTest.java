package dev.quintet.adapters.out.clickhouse.predictions;

import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.PredictionIndexContract;
import dev.quintet.domain.predictions.PredictionIndex;

final class ClickHousePredictionIndexTest implements PredictionIndexContract {

  @Override
  public PredictionIndex index() {
    return TestClickHouse.shared().bean(PredictionIndex.class);
  }
}
