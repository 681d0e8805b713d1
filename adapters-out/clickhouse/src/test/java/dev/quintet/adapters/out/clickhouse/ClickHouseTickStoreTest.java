package dev.quintet.adapters.out.clickhouse;

import dev.quintet.adapters.out.contract.TickStoreContract;
import dev.quintet.domain.marketdata.TickStore;

final class ClickHouseTickStoreTest implements TickStoreContract {

  private final ClickHouseTickStore ticks = TestClickHouse.tickStore(TestClickHouse.ROLLUPS);

  @Override
  public TickStore ticks() {
    return ticks;
  }
}
