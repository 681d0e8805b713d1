package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.contract.TickStoreContract;
import dev.quintet.domain.marketdata.TickStore;

final class ClickHouseTickStoreTest implements TickStoreContract {

  private static final TestStores STORES = TestStores.shared();

  private final ClickHouseTickStore ticks = STORES.tickStore(STORES.rollups);

  @Override
  public TickStore ticks() {
    return ticks;
  }

  @Override
  public TickStore otherService() {
    return STORES.tickStore(STORES.rollups);
  }
}
