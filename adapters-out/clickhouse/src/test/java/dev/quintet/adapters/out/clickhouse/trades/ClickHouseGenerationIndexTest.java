package dev.quintet.adapters.out.clickhouse.trades;

import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.FillGenerationsContract;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.trades.FillIndex;

final class ClickHouseGenerationIndexTest implements FillGenerationsContract {

  @Override
  public GenerationIndex generations() {
    return TestClickHouse.shared().bean(ClickHouseGenerationIndex.class);
  }

  @Override
  public FillIndex index() {
    return TestClickHouse.shared().bean(FillIndex.class);
  }
}
