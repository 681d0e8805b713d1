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

  static ClickHouseTickStore tickStore() {
    return new ClickHouseTickStore(WRITES, READS);
  }

  static ClickHouseBarStore barStore() {
    return new ClickHouseBarStore(READS, WRITES);
  }
}
