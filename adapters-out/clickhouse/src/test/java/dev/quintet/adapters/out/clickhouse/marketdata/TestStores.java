package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseConfiguration;
import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.domain.writes.ProcessId;

/** The stores of market data over an engine. */
final class TestStores {

  final RollupBuilder builder;
  final Rollups rollups;
  private final TestClickHouse clickHouse;

  TestStores(TestClickHouse clickHouse) {
    this.clickHouse = clickHouse;
    builder = clickHouse.bean(RollupBuilder.class);
    rollups = clickHouse.bean(Rollups.class);
  }

  static TestStores shared() {
    return new TestStores(TestClickHouse.shared());
  }

  /** With a worker of its own, which does not wait for what other tests left to build. */
  Rollups newRollups() {
    return new Rollups(builder, clickHouse.bean(ClickHouseConfiguration.class), null);
  }

  /** Of a process of its own. */
  ClickHouseTickStore tickStore(Rollups own) {
    return tickStore(own, ProcessId.random());
  }

  ClickHouseTickStore tickStore(Rollups own, ProcessId process) {
    return new ClickHouseTickStore(clickHouse.writes, clickHouse.reads, own, process);
  }

  ClickHouseBarStore barStore(Rollups own) {
    return new ClickHouseBarStore(
        clickHouse.reads, clickHouse.writes, new BarReads(clickHouse.reads, own));
  }
}
