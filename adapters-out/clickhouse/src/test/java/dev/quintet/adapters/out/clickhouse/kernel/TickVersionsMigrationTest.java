package dev.quintet.adapters.out.clickhouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.clickhouse.ClickHouseSchema;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Read;
import dev.quintet.adapters.out.contract.Together;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.engines.ClickHouseEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ticks of a schema whose identities had no kind. */
final class TickVersionsMigrationTest {

  private static final List<String> BEFORE =
      List.of("V001__ticks.sql", "V002__imported_bars.sql", "V003__bars_1m.sql");

  /** A trade that replaced the quote of its instant, a quote of two versions
   * that had replaced a user's, in two months. */
  private static final String OLD_ROWS =
      """
      INSERT INTO quintet.ticks (tenant_id, symbol, source, kind, tier, user_id, event_time, sequence,
        bid, ask, price, volume, received_time)
      SELECT 'acme', 'EURUSD', 'fxcm', k, 'pro', u,
        toDateTime64(t, 9, 'UTC'), 0, b, b + 1, p, 1, toDateTime64(r, 6, 'UTC')
      FROM values('k String, t String, b Int32, p Int32, r String, u String',
        ('quote', '2024-05-31 23:59:59', 1, 0, '2024-06-01 00:00:00', ''),
        ('trade', '2024-05-31 23:59:59', 0, 7, '2024-06-01 00:00:01', ''),
        ('quote', '2024-06-01 00:00:00', 2, 0, '2024-06-01 00:00:02', 'ann'),
        ('quote', '2024-06-01 00:00:00', 3, 0, '2024-06-01 00:00:03', ''),
        ('quote', '2024-06-01 00:00:00', 4, 0, '2024-06-01 00:00:04', ''))
      """;

  @Test
  void bothTheQuoteAndTheTradeAreThereAfterwards(@TempDir Path directory) throws Exception {
    ClickHouseEngine engine = OwnEngine.start(directory, ClickHouseSchema.usersXml());
    try (TestClickHouse clickHouse = new TestClickHouse(engine)) {
      new ClickHouseMigrations(clickHouse.admin, new Schema(BEFORE, List.of()))
          .run(Fresh.deadline());
      execute(clickHouse, OLD_ROWS);
      execute(
          clickHouse,
          """
          INSERT INTO quintet.bars_1m (tenant_id, symbol, source, start, chunk_rows, trades)
          VALUES ('acme', 'EURUSD', 'fxcm', '2024-05-31 23:59:00', 2, 1)
          """);
      // Killed behind the first statement, by two services, before either was recorded.
      String first =
          ClickHouseMigrations.statements(
                  ClickHouseMigrations.resource("V004__tick_versions.sql"))
              .getFirst();
      execute(clickHouse, first);
      execute(clickHouse, first);
      migrateAtOnce(engine);
      clickHouse.store.verify(Fresh.deadline());
      assertThat(
              clickHouse.admin.lines(
                  ClickHouseUser.ADMIN,
                  "SELECT toString(count() - uniqExact(version)) AS line FROM quintet.migrations",
                  Map.of(),
                  Fresh.deadline()))
          .as("migrations that were applied twice")
          .containsExactly("0");
      assertThat(
              clickHouse.admin.lines(
                  ClickHouseUser.ADMIN,
                  """
                  SELECT name AS line FROM system.projections WHERE database = 'quintet'
                  UNION ALL
                  SELECT name FROM system.data_skipping_indices WHERE database = 'quintet'""",
                  Map.of(),
                  Fresh.deadline()))
          .as("what the copy has of the table")
          .containsExactlyInAnyOrder("tick_counts_by_owner", "received");
      assertThat(
              clickHouse.admin.lines(
                  ClickHouseUser.ADMIN,
                  "SELECT toString(count()) AS line FROM quintet.bars_1m",
                  Map.of(),
                  Fresh.deadline()))
          .containsExactly("0");
      TickQuery all =
          new TickQuery(
              new Symbol("EURUSD"), null, new TimeRange(EventTime.MIN, EventTime.END), null, null);
      TenantId acme = new TenantId("acme");
      TickStore ticks = clickHouse.bean(TickStore.class);
      assertThat(Read.ticks(ticks, acme, all))
          .extracting(Tick::kind)
          .map(Enum::name)
          .containsExactly("QUOTE", "TRADE", "QUOTE", "QUOTE");
      Viewer ann = new Viewer(acme, new UserId("ann"));
      assertThat(Read.ticks(ticks, ann, all)).hasSize(1);
      assertThat(ticks.symbols(ann, null, 10, Fresh.deadline()).items()).hasSize(1);
      execute(clickHouse, "OPTIMIZE TABLE quintet.ticks FINAL");
      assertThat(Read.ticks(ticks, acme, all)).hasSize(4);
    } finally {
      engine.kill();
    }
  }

  /** A migration that copies a table would lose what another service adds meanwhile. */
  private static void migrateAtOnce(ClickHouseEngine engine) throws Exception {
    Together.call(
        3,
        i ->
            () -> {
              try (TestClickHouse service = new TestClickHouse(engine)) {
                service.store.migrate(Fresh.deadline());
                return i;
              }
            });
  }

  private static void execute(TestClickHouse clickHouse, String sql) {
    clickHouse.admin.execute(sql, Map.of(), Fresh.deadline());
  }
}
