package dev.quintet.adapters.out.clickhouse;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseGuards;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseIsolationProbe;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseMigrations;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseUser;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.adapters.out.clickhouse.marketdata.Rollups;
import dev.quintet.domain.platform.Figure.Unit;
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

  static final Figure QUERIES =
      Figure.of("active_queries", Unit.NUMBER, "of Quintet, without the one that asks");
  static final Figure DISK = Figure.of("disk_usage", Unit.GIGABYTES, "of ticks and bars");
  static final Figure ROLLUPS_WAITING =
      Figure.of("rollups_waiting", Unit.NUMBER, "hours that are read from their ticks until built");
  static final Figure ROLLUPS_DROPPED =
      Figure.of(
          "rollups_dropped",
          Unit.NUMBER,
          "hours since the start for which a tenant's share of the line was full; built later");

  private static final Statement FIGURES =
      new Statement(
          "measure",
          """
          SELECT
            assumeNotNull((SELECT count() FROM system.processes
              WHERE startsWith(user, 'quintet_') AND query_id != queryID())) AS queries,
            assumeNotNull((SELECT sum(bytes_on_disk) FROM system.parts WHERE database = 'quintet'))
              AS bytes""",
          Map.of(),
          List.of("queries", "bytes"));

  private static final StoreDeclaration DECLARATION =
      new StoreDeclaration(
          ClickHouseFailures.STORE,
          Loss.STOPS_SOME_CALLS,
          List.of(QUERIES, DISK, ROLLUPS_WAITING, ROLLUPS_DROPPED));

  private final ClickHouseMigrations migrations;
  private final ClickHouseGuards guards;
  private final Rollups rollups;
  private final ClickHouseIsolationProbe probe;
  private final ClickHouseReads reads;

  ClickHouseStore(
      ClickHouseMigrations migrations,
      ClickHouseGuards guards,
      Rollups rollups,
      ClickHouseIsolationProbe probe,
      ClickHouseReads reads) {
    this.migrations = migrations;
    this.guards = guards;
    this.rollups = rollups;
    this.probe = probe;
    this.reads = reads;
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

  /** As the watcher, who sees queries and sizes of tables, and no rows of any. */
  @Override
  public Map<Figure, BigDecimal> figures(Deadline deadline) {
    return reads
        .list(
            ClickHouseUser.WATCHER,
            null,
            FIGURES,
            deadline,
            (answer, row) ->
                Map.of(
                    QUERIES, BigDecimal.valueOf(answer.number(0, row)),
                    DISK, Figure.gigabytes(answer.number(1, row)),
                    ROLLUPS_WAITING, BigDecimal.valueOf(rollups.waiting()),
                    ROLLUPS_DROPPED, BigDecimal.valueOf(rollups.dropped())))
        .getFirst();
  }
}
