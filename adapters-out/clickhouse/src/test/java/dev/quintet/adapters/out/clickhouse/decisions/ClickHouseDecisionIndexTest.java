package dev.quintet.adapters.out.clickhouse.decisions;

import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.DecisionIndexContract;
import dev.quintet.domain.decisions.DecisionIndex;

final class ClickHouseDecisionIndexTest implements DecisionIndexContract {

  @Override
  public DecisionIndex index() {
    return TestClickHouse.shared().bean(DecisionIndex.class);
  }
}
