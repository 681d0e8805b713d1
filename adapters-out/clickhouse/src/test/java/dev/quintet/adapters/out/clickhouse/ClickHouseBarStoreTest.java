package dev.quintet.adapters.out.clickhouse;

import dev.quintet.adapters.out.contract.BarStoreContract;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.TickStore;

final class ClickHouseBarStoreTest implements BarStoreContract {

  private final ClickHouseTickStore ticks = TestClickHouse.tickStore(TestClickHouse.ROLLUPS);
  private final ClickHouseBarStore bars = TestClickHouse.barStore(TestClickHouse.ROLLUPS);

  @Override
  public TickStore ticks() {
    return ticks;
  }

  @Override
  public BarStore bars() {
    return bars;
  }
}
