package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PostgresIsolationProbeTest {

  private final TenantId own = TestPostgres.tenant();
  private final TenantId other = TestPostgres.tenant();

  private List<String> leaks() {
    return TestPostgres.bean(PostgresIsolationProbe.class).leaks(own, other, Fresh.deadline());
  }

  /** What the probe finds while one guard is broken. */
  private List<String> leaksBetween(String breaking, String repairing) throws SQLException {
    asSuperuser(breaking);
    try {
      return leaks();
    } finally {
      asSuperuser(repairing);
    }
  }

  private void asSuperuser(String sql) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.replace("$other", other.value()));
    }
  }

  @Test
  void nothingLeaksHoweverOftenItIsAsked() {
    assertThat(leaks()).isEmpty();
    assertThat(leaks()).isEmpty();
  }

  @Test
  void aPolicyThatLetsEverythingPassIsFound() throws SQLException {
    String condition = "(tenant_id = ANY (quintet.current_tenants()))";
    assertThat(
            leaksBetween(
                "ALTER POLICY tenant ON quintet.writes USING (true) WITH CHECK (true)",
                "ALTER POLICY tenant ON quintet.writes USING %1$s WITH CHECK %1$s"
                    .formatted(condition)))
        .containsExactly(
            "quintet.writes, read acting for " + own,
            "quintet.writes, inserted acting for " + own,
            "quintet.writes, read acting for nobody",
            "quintet.writes, inserted acting for nobody");
  }

  /** Nobody wrote an attempt for it. */
  @Test
  void aTableThatIsNewIsTriedInEveryWay() throws SQLException {
    String table =
        """
        CREATE TABLE quintet.planted (
          tenant_id text NOT NULL,
          note_id   bigint GENERATED ALWAYS AS IDENTITY,
          author    text NOT NULL,
          side      text NOT NULL CHECK (side IN ('buy', 'sell')),
          day       date NOT NULL,
          tags      text[] NOT NULL,
          size      numeric(20, 4) NOT NULL,
          body      jsonb NOT NULL,
          open      boolean NOT NULL,
          PRIMARY KEY (tenant_id, note_id));
        ALTER TABLE quintet.planted OWNER TO quintet_owner;
        GRANT UPDATE ON SEQUENCE quintet.planted_note_id_seq TO quintet_owner;
        SET ROLE quintet_owner;
        SELECT quintet.tenant_table('quintet.planted', owner_column => 'author',
          canary => '{"side": "buy"}');
        RESET ROLE;
        """;
    String forget =
        "DROP TABLE quintet.planted; DELETE FROM quintet.declared_tables WHERE name = 'quintet.planted'";
    assertThat(leaksBetween(table, "SELECT")).isEmpty();
    assertThat(
            leaksBetween(
                "ALTER TABLE quintet.planted DISABLE ROW LEVEL SECURITY;"
                    + " GRANT TRUNCATE ON quintet.planted TO database_service_role",
                forget))
        .contains(
            "quintet.planted, read acting for " + own,
            "quintet.planted, inserted acting for " + own,
            "quintet.planted, updated acting for " + own,
            "quintet.planted, deleted acting for " + own,
            "quintet.planted, truncated acting for " + own,
            "quintet.planted, moved acting for " + own,
            "quintet.planted, read acting for another user of " + other,
            "quintet.planted, inserted acting for another user of " + other,
            "quintet.planted, updated acting for another user of " + other,
            "quintet.planted, deleted acting for another user of " + other);
  }

  @Test
  void aUserThatReadsAnothersRowsIsFound() throws SQLException {
    String condition =
        "(quintet.current_user_id() IS NULL OR user_id = quintet.current_user_id())";
    assertThat(
            leaksBetween(
                "ALTER POLICY owner ON quintet.usage_events USING (true) WITH CHECK (true)",
                "ALTER POLICY owner ON quintet.usage_events USING %1$s WITH CHECK %1$s"
                    .formatted(condition)))
        .containsExactly(
            "quintet.usage_events, read acting for another user of " + other,
            "quintet.usage_events, inserted acting for another user of " + other);
  }

  @Test
  void anExemptTableThatTenantsCanReadIsFound() throws SQLException {
    assertThat(
            leaksBetween(
                "GRANT SELECT ON quintet.flyway_schema_history TO database_service_role",
                "REVOKE SELECT ON quintet.flyway_schema_history FROM database_service_role"))
        .containsExactly(
            "quintet.flyway_schema_history, read acting for " + own,
            "quintet.flyway_schema_history, read acting for nobody");
  }

  @Test
  void aTierOfAnotherTenantIsFound() throws SQLException {
    assertThat(
            leaksBetween(
                "ALTER POLICY tenant ON quintet.tenants USING (true)",
                "ALTER POLICY tenant ON quintet.tenants"
                    + " USING (tenant_id = ANY (quintet.current_tenants()))"))
        .containsExactly(
            "quintet.tenants, read acting for " + own, "quintet.tenants, read acting for nobody");
  }

  @Test
  void aTenantsTableWithoutRowSecurityIsFound() throws SQLException {
    assertThat(
            leaksBetween(
                "ALTER TABLE tenant_$other.configurations DISABLE ROW LEVEL SECURITY",
                "ALTER TABLE tenant_$other.configurations ENABLE ROW LEVEL SECURITY"))
        .contains(
            "tenant_%s.configurations, read acting for %s".formatted(other, own),
            "tenant_%s.configurations, inserted acting for %s".formatted(other, own),
            "tenant_%s.configurations, updated acting for %s".formatted(other, own),
            "tenant_%s.configurations, deleted acting for %s".formatted(other, own));
    assertThat(leaks()).as("what the probe wrote is undone").isEmpty();
  }

  @Test
  void aRoleThatMayBecomeTheTenantsIsFound() throws SQLException {
    assertThat(
            leaksBetween(
                "GRANT tenant_$other TO database_service_role",
                "REVOKE tenant_$other FROM database_service_role"))
        .allMatch(leak -> leak.contains(", read as its role acting for "))
        .contains(
            "tenant_%s.configurations, read as its role acting for %s".formatted(other, own),
            "tenant_%s.configurations, read as its role acting for nobody".formatted(other));
  }

  @Test
  void aRegistryThatReadsTheLedgerIsFound() throws SQLException {
    assertThat(
            leaksBetween(
                "ALTER ROLE quintet_registry BYPASSRLS; GRANT SELECT ON quintet.writes TO quintet_registry",
                "ALTER ROLE quintet_registry NOBYPASSRLS; REVOKE SELECT ON quintet.writes FROM quintet_registry"))
        .containsExactly("quintet.writes, read as the registry");
  }
}
