package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;

/** Brings the roles, the shared schema and the tenants' schemas to this version. */
@Singleton
final class PlatformSchema {

  private static final String SHARED_SCHEMA = "quintet";

  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('quintet.roles', 0))";

  private final PostgresConfiguration server;
  private final PostgresLogins logins;
  private final TenantSchemas tenants;

  PlatformSchema(PostgresConfiguration server, PostgresLogins logins, TenantSchemas tenants) {
    this.server = server;
    this.logins = logins;
    this.tenants = tenants;
  }

  void migrate(Deadline deadline) {
    makeRoles(deadline);
    migrateShared(deadline);
    for (TenantId tenant : tenants.behind(deadline)) {
      tenants.migrate(tenant, deadline);
    }
  }

  /**
   * Makes the roles that are missing and gives all of them their configured passwords, as the
   * administrator. Without one they must be there already.
   */
  void makeRoles(Deadline deadline) {
    if (logins.adminUser() == null || logins.adminPassword() == null) {
      return;
    }
    try (Connection connection =
        DriverManager.getConnection(
            server.url(), properties(logins.adminUser(), logins.adminPassword(), deadline))) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(LOCK);
        statement.execute(SqlFile.read("bootstrap/roles.sql"));
      }
      password(connection, PostgresPool.OWNER, logins.owner());
      password(connection, PostgresPool.SERVICE, logins.service());
      password(connection, PostgresPool.REGISTRY, logins.registry());
      password(connection, PostgresPool.BILLING, logins.billing());
      connection.commit();
    } catch (SQLException e) {
      throw PostgresFailures.notApplied(e);
    }
  }

  private Properties properties(String user, String password, Deadline deadline) {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty(
        "connectTimeout", Long.toString(Math.max(1, server.connectTimeout().toSeconds())));
    properties.setProperty(
        "socketTimeout", Long.toString(Math.max(1, deadline.remaining().toSeconds())));
    properties.setProperty("ApplicationName", "quintet-bootstrap");
    return properties;
  }

  /** The driver sends a verifier, so that the password is in no log or statement. */
  private static void password(Connection connection, String role, String password)
      throws SQLException {
    connection
        .unwrap(PGConnection.class)
        .alterUserPassword(role, password.toCharArray(), "scram-sha-256");
  }

  /** On connections of its own: the settings of a migration must not stay in a pool. */
  private void migrateShared(Deadline deadline) {
    Flyway.configure()
        .dataSource(server.url(), PostgresPool.OWNER, logins.owner())
        .jdbcProperties(
            Map.of("socketTimeout", Long.toString(Math.max(1, deadline.remaining().toSeconds()))))
        .initSql("SET lock_timeout = '10s'")
        .schemas(SHARED_SCHEMA)
        .locations("classpath:db/platform")
        .failOnMissingLocations(true)
        .placeholderReplacement(false)
        .load()
        .migrate();
  }
}
