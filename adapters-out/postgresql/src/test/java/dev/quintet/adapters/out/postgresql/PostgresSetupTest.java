package dev.quintet.adapters.out.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Together;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreSetup;
import dev.quintet.domain.shared.UnsafeStoreException;
import dev.quintet.engines.SharedEngines;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PostgresSetupTest {

  private static void asSuperuser(String sql) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What a start of the service says, on connections of its own. */
  private static void start(Map<String, Object> changes) {
    try (ApplicationContext context = TestPostgres.context(changes)) {
      StoreSetup setup = context.getBean(StoreSetup.class);
      setup.migrate(Fresh.deadline());
      setup.verify(Fresh.deadline());
    }
  }

  private static void assertStartFailsNaming(String violation) {
    assertThatThrownBy(() -> start(Map.of()))
        .isInstanceOfSatisfying(
            UnsafeStoreException.class,
            e -> assertThat(e.violations()).containsExactly(violation));
  }

  @Test
  void aMigratedServerIsSafeHoweverOftenItIsMigrated() {
    assertThatCode(() -> start(Map.of())).doesNotThrowAnyException();
    assertThatCode(() -> start(Map.of())).doesNotThrowAnyException();
  }

  @Test
  void severalServicesMayStartAtOnce() throws Exception {
    assertThat(
            Together.call(
                3,
                i ->
                    () -> {
                      start(Map.of("quintet.postgresql.pools.service", 2));
                      return true;
                    }))
        .containsOnly(true);
  }

  @Test
  void severalServicesMayMakeAnEmptyDatabaseAtOnce() throws Exception {
    String database = "empty_" + Fresh.unique();
    asSuperuser("CREATE DATABASE " + database);
    String url =
        SharedEngines.postgres()
            .jdbcUrl()
            .replace("/" + SharedEngines.postgres().database(), "/" + database);
    Map<String, Object> changes =
        Map.of("quintet.postgresql.url", url, "quintet.postgresql.pools.service", 2);
    assertThat(
            Together.call(
                4,
                i ->
                    () -> {
                      start(changes);
                      return true;
                    }))
        .containsOnly(true);
    asSuperuser("DROP DATABASE " + database + " WITH (FORCE)");
  }

  @Test
  void aStartDoesNotRepairAGuardInSilence() throws SQLException {
    asSuperuser("ALTER ROLE database_service_role BYPASSRLS");
    try {
      assertStartFailsNaming("role database_service_role has the attribute BYPASSRLS");
    } finally {
      asSuperuser("ALTER ROLE database_service_role NOBYPASSRLS");
    }
  }

  @Test
  void aTableWithoutForceFailsTheStart() throws SQLException {
    asSuperuser("ALTER TABLE quintet.tick_batches NO FORCE ROW LEVEL SECURITY");
    try {
      assertStartFailsNaming("table quintet.tick_batches does not force row security");
    } finally {
      asSuperuser("ALTER TABLE quintet.tick_batches FORCE ROW LEVEL SECURITY");
    }
  }

  @Test
  void aLoginThatBeginsWithATenantFailsTheStart() throws SQLException {
    asSuperuser("ALTER ROLE database_service_role SET quintet.tenants = 'acme'");
    try {
      assertStartFailsNaming("role database_service_role begins with quintet.tenants set");
    } finally {
      asSuperuser("ALTER ROLE database_service_role RESET quintet.tenants");
    }
  }

  @Test
  void aLoginThatDoesNotWaitForTheDiskFailsTheStart() throws SQLException {
    asSuperuser("ALTER ROLE database_service_role SET synchronous_commit = off");
    try {
      assertStartFailsNaming("role database_service_role has synchronous_commit off");
    } finally {
      asSuperuser("ALTER ROLE database_service_role RESET synchronous_commit");
    }
  }

  @Test
  void poolsThatTheServerHasNoRoomForFailTheStart() {
    assertThatThrownBy(() -> start(Map.of("quintet.postgresql.pools.service", 96)))
        .isInstanceOf(UnsafeStoreException.class)
        .hasMessageContaining("quintet.postgresql.pools: service, registry and owner may open 100")
        .hasMessageContaining("the server leaves 97");
  }

  @Test
  void withoutAnAdministratorTheRolesMustBeThere() {
    Map<String, Object> properties = TestPostgres.properties(Map.of());
    properties.remove("quintet.postgresql.logins.admin-user");
    properties.remove("quintet.postgresql.logins.admin-password");
    TestPostgres.bean(StoreSetup.class);
    try (ApplicationContext context = ApplicationContext.run(properties)) {
      StoreSetup setup = context.getBean(StoreSetup.class);
      setup.migrate(Fresh.deadline());
      setup.verify(Fresh.deadline());
    }
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() {
    assertThatThrownBy(
            () -> start(Map.of("quintet.postgresql.url", "jdbc:postgresql://127.0.0.1:1/none")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.Unavailable("postgresql")));
  }
}
