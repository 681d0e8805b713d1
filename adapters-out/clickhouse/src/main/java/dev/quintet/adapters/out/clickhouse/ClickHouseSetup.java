package dev.quintet.adapters.out.clickhouse;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreSetup;
import jakarta.inject.Singleton;

/** The schema of ClickHouse and what it must be guarded by. */
@Singleton
final class ClickHouseSetup implements StoreSetup {

  private final ClickHouseMigrations migrations;

  ClickHouseSetup(ClickHouseMigrations migrations) {
    this.migrations = migrations;
  }

  @Override
  public String store() {
    return "clickhouse";
  }

  @Override
  public void migrate(Deadline deadline) {
    migrations.run(deadline);
  }

  @Override
  public void verify(Deadline deadline) {}
}
