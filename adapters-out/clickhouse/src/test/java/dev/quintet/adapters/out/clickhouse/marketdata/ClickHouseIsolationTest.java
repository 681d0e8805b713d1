package dev.quintet.adapters.out.clickhouse.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import dev.quintet.adapters.out.clickhouse.ClickHouseSchema;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseUser;
import dev.quintet.adapters.out.clickhouse.kernel.OwnEngine;
import dev.quintet.adapters.out.clickhouse.kernel.Table;
import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.engines.ClickHouseEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses, whatever the statement says. */
final class ClickHouseIsolationTest {

  private static final Instant NOON = Instant.parse("2025-03-05T12:00:00Z");

  private static final TestClickHouse CLICK_HOUSE = TestClickHouse.shared();

  private final TenantId own = Fresh.tenant();
  private final TenantId other = Fresh.tenant();

  @BeforeEach
  void bothHaveTicks() {
    for (TenantId tenant : List.of(own, other)) {
      Tick tick = Feed.of(tenant, "X", "a").quote(NOON, 0, "1", "2", NOON);
      CLICK_HOUSE
          .bean(TickStore.class)
          .append(List.of(Feed.batch(tenant, tick)), Fresh.deadline());
    }
  }

  /** The answer to a statement with the rights that serve tenants. */
  private static String ask(ClickHouseUser user, @Nullable TenantId tenant, String sql)
      throws Exception {
    QuerySettings settings = new QuerySettings();
    if (tenant != null) {
      settings.httpHeader(ClickHouseReads.TENANT_HEADER, tenant.value());
    }
    QueryResponse response =
        CLICK_HOUSE.clients.as(user).query(sql + " FORMAT TSV", settings).get();
    byte[] answer = response.getInputStream().readAllBytes();
    response.close();
    return new String(answer, StandardCharsets.UTF_8).strip();
  }

  private String ask(@Nullable TenantId tenant, String sql) throws Exception {
    return ask(ClickHouseUser.READER, tenant, sql);
  }

  @Test
  void aStatementThatForgetsTheTenantSeesItsOwn() throws Exception {
    assertThat(ask(own, "SELECT DISTINCT tenant_id FROM quintet_views.ticks"))
        .isEqualTo(own.value());
    assertThat(ask(own, "SELECT count() FROM quintet_views.ticks")).isEqualTo("1");
  }

  @Test
  void aStatementThatNamesAnotherTenantSeesNothing() throws Exception {
    assertThat(
            ask(own, "SELECT count() FROM quintet_views.ticks WHERE tenant_id = '" + other + "'"))
        .isEqualTo("0");
  }

  @Test
  void withoutTheHeaderNothingIsSeen() throws Exception {
    for (Table table : MarketDataTables.ALL) {
      assertThat(ask(null, "SELECT count() FROM quintet_views." + table.name())).isEqualTo("0");
    }
  }

  @Test
  void countsFromTheProjectionAreConfinedToo() throws Exception {
    String sql =
        "SELECT intDiv(toUnixTimestamp64Nano(event_time), 3600000000000) AS hour, count()"
            + " FROM quintet_views.ticks WHERE tenant_id = '%s' GROUP BY hour";
    assertThat(ask(own, sql.formatted(own))).endsWith("\t1");
    assertThat(ask(own, sql.formatted(other))).isEmpty();
    assertThat(ask(null, sql.formatted(own))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count() FROM quintet.ticks",
        "SELECT count() FROM quintet.bars_1m",
        "SELECT count() FROM quintet.imported_bars",
        "SELECT * FROM quintet.migrations",
        "SELECT * FROM mergeTreeIndex('quintet', 'ticks')",
        "SELECT * FROM mergeTreeIndex('quintet_views', 'ticks')",
        "SELECT * FROM mergeTreeProjection('quintet', 'ticks', 'tick_counts')",
        "SELECT * FROM merge('quintet', 'ticks')",
        "SELECT * FROM remote('127.0.0.1', 'quintet', 'ticks')",
        "SELECT * FROM cluster('default', 'quintet', 'ticks')",
        "SELECT * FROM url('http://127.0.0.1:1/', 'CSV', 'x String')",
        "SELECT * FROM file('users.xml', 'LineAsString')",
        "SELECT * FROM executable('id', 'TSV', 'x String')",
        "SELECT * FROM system.parts",
        "SELECT * FROM system.processes",
        "SELECT * FROM system.row_policies",
        "SELECT count() FROM quintet_views.ticks SETTINGS additional_table_filters = {'quintet.ticks': '1'}",
        "SELECT count() FROM quintet_views.ticks SETTINGS readonly = 0",
        "INSERT INTO quintet_views.ticks (tenant_id) VALUES ('x')",
        "INSERT INTO quintet.ticks (tenant_id) VALUES ('x')",
        "CREATE TEMPORARY TABLE t (x UInt8)",
        "DROP VIEW quintet_views.ticks",
        "ALTER TABLE quintet.ticks DELETE WHERE 1",
        "KILL QUERY WHERE 1",
        "SYSTEM STOP MERGES",
      })
  void theReaderMayNot(String sql) {
    assertThatThrownBy(() -> ask(own, sql)).isNotNull();
  }

  @Test
  void aTableTheReaderMayNotReadLooksEmptyBehindViewIfPermitted() throws Exception {
    assertThat(
            ask(
                own,
                "SELECT * FROM viewIfPermitted(SELECT tenant_id FROM quintet.ticks"
                    + " ELSE null('tenant_id String'))"))
        .isEmpty();
  }

  @Test
  void theWriterReadsNothing() {
    for (String table : List.of("quintet.ticks", "quintet.bars_1m", "quintet_views.ticks")) {
      assertThatThrownBy(
              () -> ask(ClickHouseUser.WRITER, own, "SELECT count() FROM " + table))
          .hasMessageContaining("Not enough privileges");
    }
    assertThatThrownBy(
            () ->
                ask(
                    ClickHouseUser.WRITER,
                    own,
                    "INSERT INTO quintet.bars_1m (tenant_id) SELECT 'x'"))
        .hasMessageContaining("Not enough privileges");
  }

  @Test
  void theOthersSeeNoForeignRowEither() throws Exception {
    assertThat(
            ask(ClickHouseUser.ROLLUP, own, "SELECT DISTINCT tenant_id FROM quintet.ticks"))
        .isEqualTo(own.value());
    assertThat(ask(ClickHouseUser.ROLLUP, null, "SELECT count() FROM quintet.ticks"))
        .isEqualTo("0");
    assertThatThrownBy(
            () -> ask(ClickHouseUser.WATCHER, own, "SELECT count() FROM quintet.ticks"))
        .hasMessageContaining("Not enough privileges");
  }

  @Test
  void theProbeFindsNothing() {
    for (int round = 0; round < 2; round++) {
      assertThat(CLICK_HOUSE.store.leaks(own, other, Fresh.deadline())).isEmpty();
    }
  }

  @Test
  void theProbeNamesWhatLeaks(@TempDir Path directory) {
    String users =
        ClickHouseSchema.usersXml()
            .replace("tenant_id = getClientHTTPHeader('X-Quintet-Tenant')", "1")
            .replace("GRANT SELECT ON quintet_views.*", "GRANT SELECT ON *.*");
    ClickHouseEngine engine = OwnEngine.start(directory, users);
    try (TestClickHouse open = new TestClickHouse(engine)) {
      open.store.migrate(Fresh.deadline());
      assertThat(
              open.store.leaks(own, other, Fresh.deadline()))
          .containsExactly(
              "quintet_views.ticks shows rows of other tenants to a statement that forgot the"
                  + " tenant",
              "quintet_views.ticks shows rows of a tenant to a statement that names it",
              "quintet.ticks can be read beside its view",
              "quintet_views.imported_bars shows rows of other tenants to a statement that forgot"
                  + " the tenant",
              "quintet_views.imported_bars shows rows of a tenant to a statement that names it",
              "quintet.imported_bars can be read beside its view",
              "quintet.bars_1m can be read beside its view");
    } finally {
      engine.kill();
    }
  }
}
