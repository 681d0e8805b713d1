package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.TickVersionStoreContract;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TickVersionStore;

final class ClickHouseTickVersionStoreTest implements TickVersionStoreContract {

  private static final TestStores STORES = TestStores.shared();

  private final ClickHouseTickStore ticks = STORES.tickStore(STORES.rollups);

  @Override
  public TickStore ticks() {
    return ticks;
  }

  @Override
  public TickVersionStore versions() {
    return new ClickHouseTickVersionStore(
        TestClickHouse.shared().reads, TestClickHouse.shared().writes);
  }
}
