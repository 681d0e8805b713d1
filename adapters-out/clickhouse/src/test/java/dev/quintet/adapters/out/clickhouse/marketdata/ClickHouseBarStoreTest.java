package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.contract.BarStoreContract;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.TickStore;

final class ClickHouseBarStoreTest implements BarStoreContract {

  private static final TestStores STORES = TestStores.shared();

  private final ClickHouseTickStore ticks = STORES.tickStore(STORES.rollups);
  private final ClickHouseBarStore bars = STORES.barStore(STORES.rollups);

  @Override
  public TickStore ticks() {
    return ticks;
  }

  @Override
  public BarStore bars() {
    return bars;
  }
}
