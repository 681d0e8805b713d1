package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.tenancy.IsolationProbe;
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
    return TestPostgres.bean(IsolationProbe.class).leaks(own, other, Fresh.deadline());
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
            "quintet.writes, written acting for " + own,
            "quintet.writes, read acting for nobody",
            "quintet.writes, written acting for nobody");
  }

  @Test
  void aTenantsTableWithoutRowSecurityIsFound() throws SQLException {
    assertThat(
            leaksBetween(
                "ALTER TABLE tenant_$other.configurations DISABLE ROW LEVEL SECURITY",
                "ALTER TABLE tenant_$other.configurations ENABLE ROW LEVEL SECURITY"))
        .contains("tenant_%s.configurations, written acting for %s".formatted(other, own));
    assertThat(leaks()).as("what the probe wrote is undone").isEmpty();
  }

  @Test
  void aRoleThatMayBecomeTheTenantsIsFound() throws SQLException {
    assertThat(
            leaksBetween(
                "GRANT tenant_$other TO database_service_role",
                "REVOKE tenant_$other FROM database_service_role"))
        .containsExactly(
            "tenant_%s.configurations, written as its role acting for %s".formatted(other, own),
            "tenant_%s.configurations, written as its role acting for nobody".formatted(other));
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
