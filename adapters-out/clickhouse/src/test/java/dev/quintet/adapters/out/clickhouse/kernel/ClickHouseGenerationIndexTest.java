package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.adapters.out.contract.FillGenerationsContract;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.trades.FillIndex;

final class ClickHouseGenerationIndexTest implements FillGenerationsContract {

  @Override
  public GenerationIndex generations() {
    return TestClickHouse.shared().generations(FillIndex.PROJECTION);
  }

  @Override
  public FillIndex index() {
    return TestClickHouse.shared().bean(FillIndex.class);
  }
}
