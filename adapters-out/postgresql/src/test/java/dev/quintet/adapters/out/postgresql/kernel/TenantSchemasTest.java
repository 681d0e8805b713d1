package dev.quintet.adapters.out.postgresql.kernel;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Together;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TenantSchemasTest {

  private static TenantStore tenants() {
    return TestPostgres.bean(TenantStore.class);
  }

  private static long count(String sql) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) " + sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** A version of the service that has one migration more. */
  private static List<String> allAnd(String sql) {
    List<String> all = new ArrayList<>(TenantSchemas.MIGRATIONS);
    all.add(sql);
    return all;
  }

  /** Role, schema, its first table and version row of a tenant: all of them or none. */
  private static long parts(TenantId tenant) throws SQLException {
    String name = TenantSchemas.name(tenant);
    return count("FROM pg_roles WHERE rolname = '" + name + "'")
        + count("FROM pg_namespace WHERE nspname = '" + name + "'")
        + count("FROM pg_tables WHERE tablename = 'configurations' AND schemaname = '" + name + "'")
        + count("FROM quintet.tenant_schemas WHERE tenant_id = '" + tenant + "'");
  }

  private static List<String> violations() throws SQLException {
    try (Connection connection = TestPostgres.superuser()) {
      connection.setAutoCommit(false);
      return PostgresSelfCheck.violations(connection);
    }
  }

  @Test
  void everyFileIsAMigration() throws IOException, URISyntaxException {
    Path folder =
        Path.of(TenantSchemas.class.getResource("/db/tenant/V001__configurations.sql").toURI())
            .getParent();
    try (Stream<Path> files = Files.list(folder)) {
      List<String> texts =
          files
              .map(file -> SqlFile.read("tenant/" + file.getFileName()))
              .toList();
      assertThat(TenantSchemas.MIGRATIONS).containsExactlyInAnyOrderElementsOf(texts);
    }
  }

  @Test
  void aCrashAtAnyStepLeavesAllOrNothingAndARetryFinishes() throws SQLException {
    int survived = 0;
    boolean died = true;
    while (died) {
      TenantId tenant = TestPostgres.unprovisioned().id();
      died = dies(tenant, survived++);
      assertThat(parts(tenant)).as("after step " + survived).isIn(0L, 4L);
      Tenant provisioned = tenants().provision(tenant, Fresh.deadline());
      assertThat(provisioned.state()).isEqualTo(Tenant.State.ACTIVE);
      assertThat(parts(tenant)).isEqualTo(4);
    }
    assertThat(survived).as("steps").isGreaterThan(5);
    assertThat(violations()).isEmpty();
  }

  /** Whether making the schema died after so many steps. */
  private static boolean dies(TenantId tenant, int survived) {
    var steps = new ArrayList<String>();
    try (var source = new HikariDataSource()) {
      source.setDataSource(
          new DyingDataSource(
              TestPostgres.pool(PostgresPool.OWNER).source(), survived, steps));
      source.setMaximumPoolSize(1);
      source.setAutoCommit(false);
      source.setInitializationFailTimeout(-1);
      var schemas = new TenantSchemas(new PostgresPool(source), TenantSchemas.MIGRATIONS);
      schemas.migrate(tenant, Fresh.deadline());
      return false;
    } catch (ProblemException e) {
      assertThat(steps).hasSize(survived + 1);
      return true;
    }
  }

  @Test
  void aCrashBetweenTheSchemaAndItsStateIsFinishedByARetry() throws SQLException {
    TenantId tenant = TestPostgres.unprovisioned().id();
    TestPostgres.bean(TenantSchemas.class).migrate(tenant, Fresh.deadline());
    assertThat(tenants().find(tenant, Fresh.deadline()).orElseThrow().state())
        .isEqualTo(Tenant.State.PROVISIONING);
    assertThat(tenants().provision(tenant, Fresh.deadline()).state())
        .isEqualTo(Tenant.State.ACTIVE);
    assertThat(parts(tenant)).isEqualTo(4);
  }

  @Test
  void aRoleLeftOverFromAnEarlierInstallationIsUsed() throws SQLException {
    TenantId tenant = TestPostgres.unprovisioned().id();
    try (Connection connection =
            TestPostgres.pool(PostgresPool.OWNER).connection(Fresh.deadline());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + TenantSchemas.name(tenant) + " NOLOGIN NOINHERIT");
      connection.commit();
    }
    tenants().provision(tenant, Fresh.deadline());
    assertThat(parts(tenant)).isEqualTo(4);
  }

  @Test
  void twoHundredTenantsAreMadeAndMigrated() throws Exception {
    List<TenantId> made = Stream.generate(TestPostgres::unprovisioned).limit(200).map(Tenant::id)
        .toList();
    long begin = System.nanoTime();
    Together.call(
        2,
        half -> () -> {
          for (int i = half; i < made.size(); i += 2) {
            tenants().provision(made.get(i), Fresh.deadline());
          }
          return half;
        });
    Duration making = Duration.ofNanos(System.nanoTime() - begin);

    begin = System.nanoTime();
    assertThat(violations()).isEmpty();
    Duration checking = Duration.ofNanos(System.nanoTime() - begin);

    var schemas =
        new TenantSchemas(
            TestPostgres.pool(PostgresPool.OWNER), allAnd("ALTER TABLE ${schema}.configurations ADD note text"));
    Deadline deadline = Deadline.after(Duration.ofMinutes(2));
    begin = System.nanoTime();
    assertThat(schemas.behind(deadline)).containsAll(made);
    for (TenantId tenant : made) {
      schemas.migrate(tenant, deadline);
    }
    Duration migrating = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(schemas.behind(deadline)).doesNotContainAnyElementsOf(made);
    assertThat(
            count(
                "FROM information_schema.columns WHERE table_schema LIKE 'tenant\\_%'"
                    + " AND table_name = 'configurations' AND column_name = 'note'"))
        .isEqualTo(made.size());
    System.out.printf(
        "200 tenants: made in %d ms, checked in %d ms, migrated in %d ms%n",
        making.toMillis(), checking.toMillis(), migrating.toMillis());
    assertThat(making).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void callsForOneTenantWaitForEachOther() throws SQLException {
    TenantId tenant = TestPostgres.unprovisioned().id();
    TenantSchemas schemas = TestPostgres.bean(TenantSchemas.class);
    try (Connection other = TestPostgres.superuser();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "SELECT pg_advisory_xact_lock(hashtextextended('quintet.tenant:%s', 0))"
              .formatted(tenant));
      assertProblem(
          Problem.Unavailable.class,
          () -> schemas.migrate(tenant, Deadline.after(Duration.ofMillis(300))));
      assertThat(parts(tenant)).isZero();
      other.rollback();
    }
    schemas.migrate(tenant, Fresh.deadline());
    assertThat(parts(tenant)).isEqualTo(4);
  }

  /** Who waits for a table keeps everybody behind it waiting. */
  @Test
  void aMigrationDoesNotWaitLongForATableInUse() throws SQLException {
    TenantId tenant = TestPostgres.tenant();
    var schemas =
        new TenantSchemas(
            TestPostgres.pool(PostgresPool.OWNER), allAnd("ALTER TABLE ${schema}.configurations ADD remark text"));
    try (Connection other = TestPostgres.superuser();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE tenant_%s.configurations".formatted(tenant));
      long begin = System.nanoTime();
      assertProblem(
          Problem.Unavailable.class,
          () -> schemas.migrate(tenant, Deadline.after(Duration.ofSeconds(12))));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
      other.rollback();
    }
    schemas.migrate(tenant, Fresh.deadline());
    assertThat(schemas.behind(Fresh.deadline())).doesNotContain(tenant);
  }

  @Test
  void aMigrationThatFailsLeavesTheTenantAsItWas() throws SQLException {
    TenantId tenant = TestPostgres.tenant();
    var schemas =
        new TenantSchemas(
            TestPostgres.pool(PostgresPool.OWNER), allAnd("CREATE TABLE ${schema}.more (x int); SELECT 1/0"));
    assertThatThrownBy(() -> schemas.migrate(tenant, Fresh.deadline()))
        .hasCauseInstanceOf(SQLException.class);
    assertThat(parts(tenant)).isEqualTo(4);
    assertThat(schemas.behind(Fresh.deadline())).contains(tenant);
  }
}
