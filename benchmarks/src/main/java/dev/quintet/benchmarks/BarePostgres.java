package dev.quintet.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;

/**
 * The same engine through its own driver on a pool, without Quintet, as the superuser, for whom no
 * row security holds.
 */
final class BarePostgres implements AutoCloseable {

  private static final String TENANT =
      "SELECT tenant_id, name, tier, state, created_at FROM quintet.tenants WHERE tenant_id = ?";

  /** A row as the driver reads it. */
  record TenantRow(String id, String name, String tier, String state, Timestamp createdAt) {}

  private final HikariDataSource pool = new HikariDataSource();

  /**
   * @param url {@code jdbc:postgresql://…}
   */
  BarePostgres(String url, String password, int connections) {
    pool.setJdbcUrl(url);
    pool.setUsername("quintet_admin");
    pool.setPassword(password);
    pool.setMaximumPoolSize(connections);
  }

  /** A connection that commits each statement by itself. */
  Connection connection() throws SQLException {
    return pool.getConnection();
  }

  /** One row by its key, on a connection of the pool. */
  TenantRow tenant(String id) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return tenant(connection, id);
    }
  }

  /** One row by its key. The driver keeps the statement prepared for the next time. */
  static TenantRow tenant(Connection connection, String id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TENANT)) {
      statement.setString(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("no tenant " + id);
        }
        return new TenantRow(
            rows.getString(1),
            rows.getString(2),
            rows.getString(3),
            rows.getString(4),
            rows.getTimestamp(5));
      }
    }
  }

  /** How many connections a login has. */
  int connectionsOf(String login) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = ?")) {
      statement.setString(1, login);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
