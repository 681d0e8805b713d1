package dev.quintet.adapters.out.clickhouse.patterns;

import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.PatternGenerationsContract;
import dev.quintet.adapters.out.contract.PatternIndexContract;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.patterns.PatternIndex;

final class ClickHousePatternIndexTest
    implements PatternIndexContract, PatternGenerationsContract {

  @Override
  public PatternIndex index() {
    return TestClickHouse.shared().bean(PatternIndex.class);
  }

  @Override
  public GenerationIndex generations() {
    return TestClickHouse.shared().generations(PatternIndex.PROJECTION);
  }
}
