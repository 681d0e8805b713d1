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
import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
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

  /** With the rights that serve calls for one user. */
  private static String askFor(TenantId tenant, @Nullable String user, String sql)
      throws Exception {
    QuerySettings settings =
        new QuerySettings().httpHeader(ClickHouseReads.TENANT_HEADER, tenant.value());
    if (user != null) {
      settings.httpHeader(ClickHouseReads.USER_HEADER, user);
    }
    QueryResponse response =
        CLICK_HOUSE.clients.as(ClickHouseUser.CONFINED).query(sql + " FORMAT TSV", settings).get();
    byte[] answer = response.getInputStream().readAllBytes();
    response.close();
    return new String(answer, StandardCharsets.UTF_8).strip();
  }

  private static final String COUNTS =
      "SELECT intDiv(toUnixTimestamp64Nano(event_time), 3600000000000) AS hour, count()"
          + " FROM %s.ticks WHERE tenant_id = '%s' AND symbol = 'X' GROUP BY hour";

  private void bothHaveTicksOf(String user) {
    for (TenantId tenant : List.of(own, other)) {
      TenantTicks ticks =
          new TenantTicks(
              tenant,
              Tier.PRO,
              Batch.trades("a").trade("X", NOON, 0, "1", "1").of(new UserId(user)).admitted(),
              NOON);
      CLICK_HOUSE.bean(TickStore.class).append(List.of(ticks), Fresh.deadline());
    }
  }

  @Test
  void aStatementForAUserSeesThatUsersRowsOnlyWhateverItSays() throws Exception {
    bothHaveTicksOf("anna");
    bothHaveTicksOf("bob");
    String sql = "SELECT DISTINCT tenant_id, user_id FROM quintet_confined.ticks";
    assertThat(askFor(own, "anna", sql)).isEqualTo(own + "\tanna");
    assertThat(askFor(own, "anna", sql + " WHERE user_id = 'bob' OR tenant_id != ''"))
        .isEqualTo(own + "\tanna");
    assertThat(askFor(own, "carl", sql)).isEmpty();
    assertThat(askFor(own, "anna", COUNTS.formatted("quintet_confined", own))).endsWith("\t1");
    assertThat(askFor(own, "anna", COUNTS.formatted("quintet_confined", other))).isEmpty();
    assertThat(ask(own, COUNTS.formatted("quintet_views", own))).endsWith("\t3");
  }

  /** The owner of what is the tenant's own is empty too. */
  @Test
  void withoutAUserNothingIsSeenForOne() throws Exception {
    bothHaveTicksOf("anna");
    for (Table table : List.of(MarketDataTables.TICKS, MarketDataTables.IMPORTED_BARS)) {
      String sql = "SELECT count() FROM quintet_confined." + table.name();
      assertThat(askFor(own, null, sql)).isEqualTo("0");
      assertThat(askFor(own, "", sql)).isEqualTo("0");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count() FROM quintet.ticks",
        "SELECT count() FROM quintet_views.ticks",
        "SELECT count() FROM quintet_views.bars_1m",
        "SELECT count() FROM quintet_confined.bars_1m",
        "SELECT * FROM mergeTreeProjection('quintet', 'ticks', 'tick_counts_by_owner')",
        "SELECT * FROM merge('quintet_views', 'ticks')",
        "SELECT count() FROM quintet_confined.ticks SETTINGS readonly = 0",
        "SELECT * FROM system.row_policies",
      })
  void aCallForAUserMayNot(String sql) {
    assertThatThrownBy(() -> askFor(own, "anna", sql)).isNotNull();
  }

  /** A tenant's ticks are counted without being read, and so are a user's, whoever else has some. */
  @Test
  void hoursAreCountedByTheProjectionForTenantsAndForUsers() throws Exception {
    bothHaveTicksOf("anna");
    assertThat(ask(own, "EXPLAIN " + COUNTS.formatted("quintet_views", own)))
        .contains("tick_counts_by_owner");
    assertThat(askFor(own, "anna", "EXPLAIN " + COUNTS.formatted("quintet_confined", own)))
        .contains("tick_counts_by_owner");
    // The control: what the projection does not hold is read from the ticks.
    assertThat(ask(own, "EXPLAIN " + COUNTS.formatted("quintet_views", own) + ", kind"))
        .doesNotContain("tick_counts_by_owner");
  }

  /** The row policy of a tenant asks for nothing but the tenant. */
  @Test
  void aReadOfATenantSearchesTheKeyAsBefore() throws Exception {
    String plan =
        ask(
            own,
            "EXPLAIN indexes = 1 SELECT event_time, bid FROM quintet_views.ticks WHERE tenant_id = '"
                + own
                + "' AND symbol = 'X' AND event_time >= toDateTime64('2025-03-05', 9, 'UTC')"
                + " ORDER BY event_time, sequence");
    assertThat(plan).contains("tenant_id", "symbol", "event_time").doesNotContain("user_id");
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
        "SELECT * FROM mergeTreeProjection('quintet', 'ticks', 'tick_counts_by_owner')",
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
              "quintet_confined.ticks shows rows of a user of that name of other tenants",
              "quintet_views.ticks shows rows of other tenants to a statement that forgot the"
                  + " tenant",
              "quintet_views.ticks shows rows of a tenant to a statement that names it",
              "quintet.ticks can be read beside its view",
              "quintet_confined.imported_bars shows rows of a user of that name of other tenants",
              "quintet_views.imported_bars shows rows of other tenants to a statement that forgot"
                  + " the tenant",
              "quintet_views.imported_bars shows rows of a tenant to a statement that names it",
              "quintet.imported_bars can be read beside its view",
              "quintet.bars_1m can be read beside its view",
              "quintet_views.generations shows rows of other tenants to a statement that forgot the"
                  + " tenant",
              "quintet_views.generations shows rows of a tenant to a statement that names it",
              "quintet.generations can be read beside its view",
              "quintet_confined.fills shows rows of a user of that name of other tenants",
              "quintet_views.fills shows rows of other tenants to a statement that forgot the tenant",
              "quintet_views.fills shows rows of a tenant to a statement that names it",
              "quintet.fills can be read beside its view",
              "quintet_confined.trades shows rows of a user of that name of other tenants",
              "quintet_views.trades shows rows of other tenants to a statement that forgot the tenant",
              "quintet_views.trades shows rows of a tenant to a statement that names it",
              "quintet.trades can be read beside its view",
              "quintet_confined.signals shows rows of a user of that name of other tenants",
              "quintet_views.signals shows rows of other tenants to a statement that forgot the tenant",
              "quintet_views.signals shows rows of a tenant to a statement that names it",
              "quintet.signals can be read beside its view",
              "quintet_confined.decisions shows rows of a user of that name of other tenants",
              "quintet_views.decisions shows rows of other tenants to a statement that forgot the tenant",
              "quintet_views.decisions shows rows of a tenant to a statement that names it",
              "quintet.decisions can be read beside its view",
              "quintet_confined.patterns shows rows of a user of that name of other tenants",
              "quintet_views.patterns shows rows of other tenants to a statement that forgot the tenant",
              "quintet_views.patterns shows rows of a tenant to a statement that names it",
              "quintet.patterns can be read beside its view",
              "quintet_confined.predictions shows rows of a user of that name of other tenants",
              "quintet_views.predictions shows rows of other tenants to a statement that forgot the"
                  + " tenant",
              "quintet_views.predictions shows rows of a tenant to a statement that names it",
              "quintet.predictions can be read beside its view");
    } finally {
      engine.kill();
    }
  }

  @Test
  void theProbeNamesWhatLeaksToUsers(@TempDir Path directory) {
    String users =
        ClickHouseSchema.usersXml()
            .replace(" AND (user_id != '') AND (user_id = getClientHTTPHeader('X-Quintet-User'))", "")
            .replace("GRANT SELECT ON quintet_confined.*", "GRANT SELECT ON *.*");
    ClickHouseEngine engine = OwnEngine.start(directory, users);
    try (TestClickHouse open = new TestClickHouse(engine)) {
      open.store.migrate(Fresh.deadline());
      assertThat(open.store.leaks(own, other, Fresh.deadline()))
          .containsExactly(
              "quintet_confined.ticks shows rows of other users, or of none",
              "quintet_views.ticks can be read in a call for one user",
              "quintet.ticks can be read in a call for one user",
              "quintet_confined.imported_bars shows rows of other users, or of none",
              "quintet_views.imported_bars can be read in a call for one user",
              "quintet.imported_bars can be read in a call for one user",
              "quintet_confined.fills shows rows of other users, or of none",
              "quintet_views.fills can be read in a call for one user",
              "quintet.fills can be read in a call for one user",
              "quintet_confined.trades shows rows of other users, or of none",
              "quintet_views.trades can be read in a call for one user",
              "quintet.trades can be read in a call for one user",
              "quintet_confined.signals shows rows of other users, or of none",
              "quintet_views.signals can be read in a call for one user",
              "quintet.signals can be read in a call for one user",
              "quintet_confined.decisions shows rows of other users, or of none",
              "quintet_views.decisions can be read in a call for one user",
              "quintet.decisions can be read in a call for one user",
              "quintet_confined.patterns shows rows of other users, or of none",
              "quintet_views.patterns can be read in a call for one user",
              "quintet.patterns can be read in a call for one user",
              "quintet_confined.predictions shows rows of other users, or of none",
              "quintet_views.predictions can be read in a call for one user",
              "quintet.predictions can be read in a call for one user");
    } finally {
      engine.kill();
    }
  }
}
