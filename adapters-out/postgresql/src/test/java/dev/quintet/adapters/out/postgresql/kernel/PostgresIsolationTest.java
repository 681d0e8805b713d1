package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.Write;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to reach another tenant with the rights that serve tenants, without any code of ours. */
final class PostgresIsolationTest {

  private static final String DENIED = "42501";

  private final TenantId acme = TestPostgres.tenant();
  private final TenantId other = TestPostgres.tenant();

  private Connection connection;

  @BeforeEach
  void recordAWriteOfBothAndLogIn() throws SQLException {
    Instant now = Instant.parse("2026-02-03T04:05:06Z");
    TestPostgres.bean(Once.class)
        .write("write", List.of(write(acme, now), write(other, now)), fresh -> {}, Fresh.deadline());
    for (TenantId tenant : List.of(acme, other)) {
      TestPostgres.pool(PostgresPool.SERVICE)
          .run(
              "configure",
              Scope.of(List.of(tenant)),
              Fresh.deadline(),
              transaction ->
                  transaction.update(
                      filled(
                          "INSERT INTO tenant_%s.configurations VALUES ('k', '1', 1, now())"
                              .formatted(tenant)),
                      PostgresTransaction.Parameters.NONE));
    }
    connection = TestPostgres.service();
    connection.setAutoCommit(false);
  }

  @AfterEach
  void logOut() throws SQLException {
    connection.rollback();
    connection.close();
  }

  private String filled(String sql) {
    return sql.replace("$acme", acme.value()).replace("$other", other.value());
  }

  private void actFor(TenantId tenant) throws SQLException {
    execute("SELECT set_config('quintet.tenants', '" + tenant + "', true)");
  }

  private boolean execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(filled(sql));
    }
  }

  private long count(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) " + filled(sql))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private int changed(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(filled(sql));
    }
  }

  private void assertDenied(String sql) throws SQLException {
    var before = connection.setSavepoint();
    assertThatThrownBy(() -> execute(sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).as(sql).isEqualTo(DENIED));
    connection.rollback(before);
  }

  private static Write write(TenantId tenant, Instant now) {
    return new Write(
        Fresh.subject(tenant),
        "note",
        Fresh.unique(),
        "0".repeat(64),
        now,
        "1",
        new Write.Usage(UsageType.API_CALLS, 1));
  }

  @Test
  void withoutATenantThereIsNothing() throws SQLException {
    assertThat(count("FROM quintet.writes")).isZero();
    assertThat(count("FROM tenant_$acme.configurations")).isZero();
    assertDenied(
        "INSERT INTO quintet.writes (tenant_id, kind, id, content_sha256, at, outcome, service, usage_count) VALUES ('$acme', 'note', 'b', decode(repeat('00', 32), 'hex'), now(), '', 's', 0)");
    assertDenied("INSERT INTO tenant_$acme.configurations VALUES ('x', '1', 1, now())");
  }

  @Test
  void afterATransactionWithATenantThereIsNothingAndNoError() throws SQLException {
    actFor(acme);
    assertThat(count("FROM quintet.writes")).isOne();
    connection.commit();
    assertThat(count("FROM quintet.writes")).isZero();
    actFor(acme);
    connection.rollback();
    assertThat(count("FROM quintet.writes")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", ",,", " ", "%", "*", "'", "{}", "NULL", "nobody", "null,", "\\"})
  void aContextThatNamesNobodyShowsNothingAndDoesNotRaise(String context) throws SQLException {
    execute("SELECT set_config('quintet.tenants', '" + context.replace("'", "''") + "', true)");
    assertThat(count("FROM quintet.writes")).isZero();
    assertThat(count("FROM tenant_$acme.configurations")).isZero();
  }

  @Test
  void aTransactionSeesExactlyItsTenants() throws SQLException {
    actFor(acme);
    assertThat(count("FROM quintet.usage_events")).isOne();
    assertThat(count("FROM quintet.writes")).isOne();
    assertThat(count("FROM tenant_$acme.configurations")).isOne();
    execute("SELECT set_config('quintet.tenants', '$acme,$other', true)");
    assertThat(count("FROM quintet.writes")).isEqualTo(2);
  }

  @Test
  void aTransactionForAUserSeesThatUsersRowsAndTheTenantsOthersNot() throws SQLException {
    String insert =
        """
        INSERT INTO quintet.usage_events (tenant_id, event_id, service, user_id, type, count, at)
        VALUES ('$acme', gen_random_uuid(), 's', '%s', 'api_calls', 1, now())""";
    actFor(acme);
    execute(insert.formatted("ann"));
    execute(insert.formatted("bob"));
    assertThat(count("FROM quintet.usage_events")).isEqualTo(3);
    execute("SELECT set_config('quintet.user', 'ann', true)");
    assertThat(count("FROM quintet.usage_events")).isOne();
    assertThat(count("FROM quintet.usage_events WHERE user_id = 'bob'")).isZero();
    assertDenied(insert.formatted("bob"));
    execute(insert.formatted("ann"));
    execute("SELECT set_config('quintet.user', '', true)");
    assertThat(count("FROM quintet.usage_events")).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM quintet.writes WHERE tenant_id = '$other'",
        "FROM quintet.writes WHERE tenant_id <> '$acme'",
        "FROM quintet.writes WHERE tenant_id = '$acme' AND false OR true AND tenant_id = '$other'",
        "FROM ONLY quintet.writes b WHERE b.tenant_id = '$other'",
        "FROM quintet.writes TABLESAMPLE SYSTEM (100) WHERE tenant_id = '$other'",
        "FROM quintet.usage_events WHERE tenant_id = '$other'",
        "FROM quintet.tenants WHERE tenant_id <> '$acme'",
        "FROM tenant_$other.configurations"
      })
  void nameTheOtherTenantAndFindNothing(String from) throws SQLException {
    actFor(acme);
    assertThat(count(from)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO quintet.writes (tenant_id, kind, id, content_sha256, at, outcome, service, usage_count) VALUES ('$other', 'note', 'b', decode(repeat('00', 32), 'hex'), now(), '', 's', 0)",
        "INSERT INTO quintet.writes (tenant_id, kind, id, content_sha256, at, outcome, service, usage_count) SELECT '$other', 'note', 'c', content_sha256, at, outcome, service, 0 FROM quintet.writes",
        "INSERT INTO quintet.usage_events VALUES ('$other', gen_random_uuid(), 's', NULL, 'api_calls', 1, now())",
        "UPDATE quintet.usage_events SET count = 1",
        "DELETE FROM quintet.usage_events",
        "SET ROLE quintet_billing",
        "UPDATE quintet.writes SET tenant_id = '$other'",
        "DELETE FROM quintet.writes",
        "TRUNCATE quintet.writes",
        "COPY quintet.writes TO PROGRAM 'cat'",
        "ALTER TABLE quintet.writes DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON quintet.writes",
        "CREATE VIEW quintet.v AS SELECT * FROM quintet.writes",
        "CREATE TABLE public.t (x int)",
        "CREATE TEMP TABLE t (x int)",
        "INSERT INTO tenant_$other.configurations VALUES ('x', '1', 1, now())",
        "TRUNCATE tenant_$other.configurations",
        "SELECT name FROM quintet.tenants",
        "SELECT state FROM quintet.tenants",
        "UPDATE quintet.tenants SET tier = 'enterprise'",
        "SELECT FROM quintet.api_keys",
        "SELECT FROM quintet.tenant_schemas",
        "SELECT FROM quintet.flyway_schema_history",
        "SELECT FROM quintet.declared_tables",
        "SELECT quintet.tenant_table('quintet.writes')",
        "SET ROLE tenant_$other",
        "SET ROLE quintet_owner",
        "SET SESSION AUTHORIZATION quintet_owner",
        "ALTER ROLE database_service_role BYPASSRLS",
        "GRANT quintet_owner TO database_service_role",
        "SELECT pg_read_file('/etc/passwd')"
      })
  void theDatabaseRefuses(String sql) throws SQLException {
    actFor(acme);
    assertDenied(sql);
  }

  @Test
  void theRowsOfTheOtherTenantsSchemaStayAsTheyAre() throws SQLException {
    actFor(acme);
    assertThat(changed("UPDATE tenant_$other.configurations SET value = '2'")).isZero();
    assertThat(changed("DELETE FROM tenant_$other.configurations")).isZero();
    actFor(other);
    assertThat(count("FROM tenant_$other.configurations WHERE value = '1'")).isOne();
  }

  @Test
  void rowSecuritySwitchedOffByTheCallerIsAnErrorNotAllRows() throws SQLException {
    actFor(acme);
    execute("SET LOCAL row_security = off");
    assertDenied("SELECT FROM quintet.writes");
  }

  @Test
  void aConflictDoesNotShowTheKeyOfAnotherTenant() throws SQLException {
    actFor(other);
    execute(
        "INSERT INTO quintet.writes (tenant_id, kind, id, content_sha256, at, outcome, service, usage_count) VALUES ('$other', 'note', 'same', decode(repeat('00', 32), 'hex'), now(), '', 's', 0)");
    actFor(acme);
    assertThat(
            changed(
                "INSERT INTO quintet.writes (tenant_id, kind, id, content_sha256, at, outcome, service, usage_count) VALUES ('$acme', 'note', 'same', decode(repeat('00', 32), 'hex'), now(), '', 's', 0)"))
        .isOne();
  }

  @Test
  void theRegistryCannotReadWhatTenantsStored() throws SQLException {
    try (Connection registry = TestPostgres.registry();
        Statement statement = registry.createStatement()) {
      for (String sql :
          List.of(
              "SELECT FROM quintet.writes",
              "SELECT FROM tenant_$other.configurations",
              "DELETE FROM quintet.tenants",
              "UPDATE quintet.api_keys SET role = 'operator'",
              "UPDATE quintet.tenants SET tenant_id = 'stolen'",
              "TRUNCATE quintet.tenants")) {
        assertThatThrownBy(() -> statement.execute(filled(sql)))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).as(sql).isEqualTo(DENIED));
      }
    }
  }

  /** The role for SQL that the tenant wrote: its policies ask nothing that such SQL can set. */
  @Test
  void aTenantsOwnRoleReachesItsSchemaOnly() throws SQLException {
    connection.close();
    connection = TestPostgres.superuser();
    connection.setAutoCommit(false);
    execute("SET SESSION AUTHORIZATION tenant_$acme");
    execute("SELECT set_config('quintet.tenants', '$other', false)");
    assertThat(count("FROM tenant_$acme.configurations")).isOne();
    assertDenied("SELECT FROM tenant_$other.configurations");
    assertDenied("SELECT FROM quintet.writes");
    assertDenied("SET ROLE tenant_$other");
    assertDenied("SET ROLE database_service_role");
    assertDenied("TRUNCATE tenant_$acme.configurations");
    assertDenied("CREATE TABLE tenant_$acme.t (x int)");
  }
}
