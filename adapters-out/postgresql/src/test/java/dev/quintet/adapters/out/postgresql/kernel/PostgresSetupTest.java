package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Together;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
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
      Store store = context.getBean(Store.class);
      store.migrate(Fresh.deadline());
      store.verify(Fresh.deadline());
    }
  }

  private static void assertStartFailsNaming(String... violations) {
    assertThatThrownBy(() -> start(Map.of()))
        .isInstanceOfSatisfying(
            UnsafeStoreException.class,
            e -> assertThat(e.violations()).containsExactly(violations));
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
    asSuperuser("ALTER TABLE quintet.writes NO FORCE ROW LEVEL SECURITY");
    try {
      assertStartFailsNaming("table quintet.writes does not force row security");
    } finally {
      asSuperuser("ALTER TABLE quintet.writes FORCE ROW LEVEL SECURITY");
    }
  }

  @Test
  void aTableThatSomebodyForgotToDeclareFailsTheStartWithItsName() throws SQLException {
    asSuperuser("CREATE TABLE quintet.forgotten (tenant_id text)");
    try {
      assertStartFailsNaming(
          "table quintet.forgotten is not declared: its migration must call"
              + " quintet.tenant_table('quintet.forgotten')",
          "table quintet.forgotten has row security switched off",
          "table quintet.forgotten does not force row security");
    } finally {
      asSuperuser("DROP TABLE quintet.forgotten");
    }
  }

  @Test
  void aLoginThatBeginsWithAUserFailsTheStart() throws SQLException {
    asSuperuser("ALTER ROLE database_service_role SET quintet.\"user\" = 'ann'");
    try {
      assertStartFailsNaming("role database_service_role begins with quintet.user set");
    } finally {
      asSuperuser("ALTER ROLE database_service_role RESET quintet.\"user\"");
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
  void aServerThatMayLosePagesFailsTheStart() throws SQLException {
    configure("full_page_writes", "off");
    try {
      assertStartFailsNaming("setting full_page_writes is off, not on");
    } finally {
      configure("full_page_writes", "on");
    }
  }

  /** In the server's file, since this one refuses ALTER SYSTEM. */
  private static void configure(String setting, String value) throws SQLException {
    asSuperuser(
        """
        DO $$BEGIN EXECUTE format('COPY (SELECT %%L) TO %%L', '%s = %s',
          current_setting('data_directory') || '/postgresql.auto.conf'); END$$"""
            .formatted(setting, value));
    asSuperuser("SELECT pg_reload_conf()");
    await().until(() -> value.equals(shown("SHOW " + setting)));
  }

  /** No name is looked up where somebody could plant one, and nobody holds a lock for ever. */
  @Test
  void theLoginsBeginWithTheSettingsThatGuardThem() throws SQLException {
    TestPostgres.bean(Store.class);
    String settings =
        "SELECT array_to_string(rolconfig, ' ') FROM pg_roles WHERE rolname = '%s'";
    assertThat(shown(settings.formatted(PostgresPool.SERVICE)))
        .isEqualTo(
            "search_path=\"\" client_connection_check_interval=100ms"
                + " idle_in_transaction_session_timeout=60s");
    assertThat(shown(settings.formatted(PostgresPool.REGISTRY)))
        .isEqualTo(
            "search_path=\"\" client_connection_check_interval=100ms statement_timeout=10s");
  }

  private static String shown(String sql) throws SQLException {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void moreConnectionsThanTheServerAllowsFailTheStart() {
    assertThatThrownBy(() -> start(Map.of("quintet.postgresql.pools.service", 96)))
        .isInstanceOf(UnsafeStoreException.class)
        .hasMessageContaining("quintet.postgresql.pools: service, registry, billing and owner may open")
        .hasMessageContaining("the server leaves 97");
  }

  @Test
  void withoutAnAdministratorTheRolesMustBeThere() {
    Map<String, Object> properties = TestPostgres.properties(Map.of());
    properties.remove("quintet.postgresql.logins.admin-user");
    properties.remove("quintet.postgresql.logins.admin-password");
    TestPostgres.bean(Store.class);
    try (ApplicationContext context = ApplicationContext.run(properties)) {
      Store store = context.getBean(Store.class);
      store.migrate(Fresh.deadline());
      store.verify(Fresh.deadline());
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
