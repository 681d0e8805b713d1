package dev.quintet.adapters.out.clickhouse.trades;

import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.SignalIndexContract;
import dev.quintet.domain.trades.SignalIndex;

final class ClickHouseSignalIndexTest implements SignalIndexContract {

  @Override
  public SignalIndex index() {
    return TestClickHouse.shared().bean(SignalIndex.class);
  }
}
