package dev.quintet.adapters.out.clickhouse;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseGuards;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseMigrations;
import dev.quintet.adapters.out.clickhouse.marketdata.Rollups;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreSetup;
import dev.quintet.domain.shared.UnsafeStoreException;
import jakarta.inject.Singleton;
import java.util.List;

/** The schema of ClickHouse and what it must be guarded by. */
@Singleton
final class ClickHouseSetup implements StoreSetup {

  private final ClickHouseMigrations migrations;
  private final ClickHouseGuards guards;
  private final Rollups rollups;

  ClickHouseSetup(ClickHouseMigrations migrations, ClickHouseGuards guards, Rollups rollups) {
    this.migrations = migrations;
    this.guards = guards;
    this.rollups = rollups;
  }

  @Override
  public String store() {
    return ClickHouseFailures.STORE.word();
  }

  @Override
  public void migrate(Deadline deadline) {
    migrations.run(deadline);
  }

  @Override
  public void verify(Deadline deadline) {
    List<String> violations = guards.violations(deadline);
    if (!violations.isEmpty()) {
      throw new UnsafeStoreException(store(), violations);
    }
  }

  @Override
  public void begin() {
    rollups.beginSweeps();
  }
}
