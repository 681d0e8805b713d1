package dev.quintet.adapters.out.clickhouse.trades;

import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.FillIndexContract;
import dev.quintet.domain.trades.FillIndex;

final class ClickHouseFillIndexTest implements FillIndexContract {

  @Override
  public FillIndex index() {
    return TestClickHouse.shared().bean(FillIndex.class);
  }
}
