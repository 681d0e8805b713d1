package dev.quintet.adapters.out.clickhouse;

import dev.quintet.adapters.out.contract.TickStoreContract;
import dev.quintet.domain.marketdata.TickStore;

final class ClickHouseTickStoreTest implements TickStoreContract {

  private static final TestClickHouse CLICK_HOUSE = TestClickHouse.shared();

  private final ClickHouseTickStore ticks = CLICK_HOUSE.tickStore(CLICK_HOUSE.rollups);

  @Override
  public TickStore ticks() {
    return ticks;
  }
}
