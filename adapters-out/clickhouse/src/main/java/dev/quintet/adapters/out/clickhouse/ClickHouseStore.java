package dev.quintet.adapters.out.clickhouse;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFigures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseGuards;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseIsolationProbe;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseMigrations;
import dev.quintet.adapters.out.clickhouse.marketdata.Rollups;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.platform.StoreDeclaration.Loss;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.UnsafeStoreException;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** ClickHouse as the platform sees it. */
@Singleton
final class ClickHouseStore implements Store {

  private static final StoreDeclaration DECLARATION =
      new StoreDeclaration(
          ClickHouseFailures.STORE,
          Loss.STOPS_SOME_CALLS,
          List.of(ClickHouseFigures.QUERIES, ClickHouseFigures.DISK));

  private final ClickHouseMigrations migrations;
  private final ClickHouseGuards guards;
  private final Rollups rollups;
  private final ClickHouseIsolationProbe probe;
  private final ClickHouseFigures figures;

  ClickHouseStore(
      ClickHouseMigrations migrations,
      ClickHouseGuards guards,
      Rollups rollups,
      ClickHouseIsolationProbe probe,
      ClickHouseFigures figures) {
    this.migrations = migrations;
    this.guards = guards;
    this.rollups = rollups;
    this.probe = probe;
    this.figures = figures;
  }

  @Override
  public StoreDeclaration declaration() {
    return DECLARATION;
  }

  @Override
  public void migrate(Deadline deadline) {
    migrations.run(deadline);
  }

  @Override
  public void verify(Deadline deadline) {
    List<String> violations = guards.violations(deadline);
    if (!violations.isEmpty()) {
      throw new UnsafeStoreException(ClickHouseFailures.STORE.word(), violations);
    }
  }

  @Override
  public void begin() {
    rollups.beginSweeps();
  }

  @Override
  public void ask(TenantId canary, Deadline deadline) {
    probe.ask(canary, deadline);
  }

  @Override
  public List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
    return probe.leaks(own, other, deadline);
  }

  @Override
  public Map<Figure, BigDecimal> figures(Deadline deadline) {
    return figures.measure(deadline);
  }
}
