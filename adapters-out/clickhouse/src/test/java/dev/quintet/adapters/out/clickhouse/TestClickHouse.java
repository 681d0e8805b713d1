package dev.quintet.adapters.out.clickhouse;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.engines.ClickHouseEngine;
import dev.quintet.engines.SharedEngines;
import java.net.URI;
import java.time.Duration;

/** The adapter over an engine. */
final class TestClickHouse implements AutoCloseable {

  private static final class Shared {
    static final TestClickHouse INSTANCE = new TestClickHouse(SharedEngines.clickHouse());

    static {
      INSTANCE.setup.migrate(Deadline.after(Duration.ofSeconds(60)));
    }
  }

  final ClickHouseConfiguration configuration;
  final ClickHouseClients clients;
  final ClickHouseReads reads;
  final ClickHouseWrites writes;
  final ClickHouseAdmin admin;
  final ClickHouseSetup setup;
  final RollupBuilder builder;
  final Rollups rollups;

  TestClickHouse(ClickHouseEngine engine) {
    configuration = configuration(engine);
    clients = new ClickHouseClients(configuration);
    reads = new ClickHouseReads(clients);
    writes = new ClickHouseWrites(clients);
    admin = new ClickHouseAdmin(clients);
    builder = new RollupBuilder(clients);
    rollups = newRollups();
    setup =
        new ClickHouseSetup(
            new ClickHouseMigrations(admin), new ClickHouseGuards(admin, reads), rollups);
  }

  /** Over the engine that all tests share, migrated. */
  static TestClickHouse shared() {
    return Shared.INSTANCE;
  }

  private static ClickHouseConfiguration configuration(ClickHouseEngine engine) {
    return new ClickHouseConfiguration(
        URI.create(engine.httpUrl()),
        engine.password("quintet_admin"),
        engine.password("quintet_writer"),
        engine.password("quintet_reader"),
        engine.password("quintet_rollup"),
        engine.password("quintet_watcher"),
        Duration.ofSeconds(2),
        8,
        32,
        Duration.ofMillis(50));
  }

  /** With a worker of its own, which does not wait for what other tests left to build. */
  Rollups newRollups() {
    return new Rollups(builder, new RollupSweep(admin), configuration);
  }

  ClickHouseTickStore tickStore(Rollups own) {
    return new ClickHouseTickStore(writes, reads, own);
  }

  ClickHouseBarStore barStore(Rollups own) {
    return new ClickHouseBarStore(reads, writes, new BarReads(reads, own));
  }

  @Override
  public void close() {
    rollups.close();
    reads.close();
    clients.close();
  }
}
