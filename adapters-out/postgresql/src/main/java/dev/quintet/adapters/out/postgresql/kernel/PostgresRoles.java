package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;

/** Makes the logins, as the administrator. Without one they must be there already. */
@Singleton
final class PostgresRoles {

  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('quintet.roles', 0))";

  private final PostgresConfiguration server;
  private final PostgresLogins logins;

  PostgresRoles(PostgresConfiguration server, PostgresLogins logins) {
    this.server = server;
    this.logins = logins;
  }

  /** Makes the roles that are missing and gives all of them their configured passwords. */
  void make(Deadline deadline) {
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
}
