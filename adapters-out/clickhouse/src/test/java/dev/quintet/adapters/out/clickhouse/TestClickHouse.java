package dev.quintet.adapters.out.clickhouse;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.engines.ClickHouseEngine;
import dev.quintet.engines.SharedEngines;
import java.net.URI;
import java.time.Duration;

/** The adapter over the tests' engine, migrated once. */
final class TestClickHouse {

  static final ClickHouseEngine ENGINE = SharedEngines.clickHouse();
  static final ClickHouseConfiguration CONFIGURATION = configuration(ENGINE);
  static final ClickHouseClients CLIENTS = new ClickHouseClients(CONFIGURATION);
  static final ClickHouseReads READS = new ClickHouseReads(CLIENTS);
  static final ClickHouseWrites WRITES = new ClickHouseWrites(CLIENTS);
  static final ClickHouseAdmin ADMIN = new ClickHouseAdmin(CLIENTS);
  static final RollupBuilder BUILDER = new RollupBuilder(CLIENTS);
  static final Rollups ROLLUPS = rollups();

  static {
    new ClickHouseMigrations(ADMIN).run(Deadline.after(Duration.ofSeconds(60)));
  }

  private TestClickHouse() {}

  static ClickHouseConfiguration configuration(ClickHouseEngine engine) {
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
  static Rollups rollups() {
    return new Rollups(BUILDER, CONFIGURATION);
  }

  static ClickHouseTickStore tickStore(Rollups rollups) {
    return new ClickHouseTickStore(WRITES, READS, rollups);
  }

  static ClickHouseBarStore barStore(Rollups rollups) {
    return new ClickHouseBarStore(READS, WRITES, new BarReads(READS, rollups));
  }
}
