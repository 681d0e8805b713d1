package dev.quintet.adapters.out.clickhouse;

import dev.quintet.adapters.out.contract.BarStoreContract;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.TickStore;

final class ClickHouseBarStoreTest implements BarStoreContract {

  private static final TestClickHouse CLICK_HOUSE = TestClickHouse.shared();

  private final ClickHouseTickStore ticks = CLICK_HOUSE.tickStore(CLICK_HOUSE.rollups);
  private final ClickHouseBarStore bars = CLICK_HOUSE.barStore(CLICK_HOUSE.rollups);

  @Override
  public TickStore ticks() {
    return ticks;
  }

  @Override
  public BarStore bars() {
    return bars;
  }
}
