package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.platform.Dependency;
import dev.quintet.domain.platform.Vitals;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class PostgresVitalsTest {

  private final PostgresVitals vitals = TestPostgres.bean(PostgresVitals.class);

  private Vitals.Postgres measured() {
    return (Vitals.Postgres) vitals.measure(Fresh.deadline());
  }

  @Test
  void aConnectionMoreIsOneMore() throws SQLException {
    assertThat(vitals.dependency()).isEqualTo(Dependency.POSTGRESQL);
    Vitals.Postgres before = measured();
    try (Connection more = TestPostgres.superuser();
        Connection another = TestPostgres.service()) {
      assertThat(more.isValid(1) && another.isValid(1)).isTrue();
      assertThat(measured().connections()).isGreaterThanOrEqualTo(before.connections() + 1);
    }
    assertThat(before.maxConnections()).isGreaterThan(before.connections());
  }

  @Test
  void aTenantIsCountedWhenItIsServedAndItsSchemaWhenItIsThere() {
    Vitals.Postgres before = measured();
    TestPostgres.unprovisioned();
    TestPostgres.tenant();

    assertThat(measured().activeTenants()).isEqualTo(before.activeTenants() + 1);
    assertThat(measured().schemas()).isEqualTo(before.schemas() + 1);
  }
}
