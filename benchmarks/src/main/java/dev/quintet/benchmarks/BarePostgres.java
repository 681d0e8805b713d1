package dev.quintet.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;

/**
 * The same engine through its own driver on a pool, without Quintet, as the superuser, for whom no
 * row security holds.
 */
final class BarePostgres implements AutoCloseable {

  private static final String TENANT =
      "SELECT tenant_id, name, tier, state, created_at FROM quintet.tenants WHERE tenant_id = ?";

  private static final String USAGE =
      """
      SELECT tenant_id, day, period, type, service, user_id, corrects, sum(count)::bigint,
             sum(corrections)::bigint
      FROM (
        SELECT tenant_id, count, corrections,
          CASE WHEN ? THEN to_char(day, 'YYYY-MM-DD') ELSE '' END COLLATE "C" AS day,
          CASE WHEN ? THEN to_char(day, 'YYYY-MM') ELSE '' END COLLATE "C" AS period,
          CASE WHEN ? THEN type ELSE '' END AS type,
          CASE WHEN ? THEN service ELSE '' END AS service,
          CASE WHEN ? THEN user_id ELSE '' END AS user_id,
          CASE WHEN ? THEN corrects ELSE '' END AS corrects
        FROM quintet.usage_rollups
        WHERE day >= ? AND day < ?
          AND tenant_id = ?
          AND service = coalesce(?, service)
          AND user_id = coalesce(?, user_id)
          AND type = coalesce(?, type)
      ) AS e
      GROUP BY tenant_id, day, period, type, service, user_id, corrects
      HAVING (tenant_id, day, period, type, service, user_id, corrects) > (?, ?, ?, ?, ?, ?, ?)
      ORDER BY tenant_id, day, period, type, service, user_id, corrects
      LIMIT ?""";

  private static final String USER =
      """
      SELECT user_id, email, username, tier, state, version, created_at, updated_at
      FROM tenant_demo.users WHERE user_id = ?""";

  private static final String WRITE =
      """
      INSERT INTO quintet.writes
        (tenant_id, kind, id, content_sha256, at, outcome, service, usage_count)
      VALUES ('demo', 'account_entry', ?, ?, now(), '1', 'service', 0)
      ON CONFLICT DO NOTHING""";

  private static final String ENTRY =
      """
      WITH account AS (
        SELECT account_id, user_id, coalesce(entries, 0) AS entries, total, locked
        FROM tenant_demo.trading_accounts WHERE account_id = ? FOR UPDATE
      ), entry AS (
        INSERT INTO tenant_demo.account_entries AS e
          (account_id, entry_id, user_id, sequence, reason, amount, lock, total_before, locked_before,
           total_after, locked_after, note, at)
        SELECT account_id, ?, user_id, entries + 1, 'deposit', 1, 0, total, locked, total + 1, locked,
               '', now()
        FROM account
        RETURNING e.*
      ), changed AS (
        UPDATE tenant_demo.trading_accounts t
        SET entries = e.sequence, total = e.total_after, locked = e.locked_after,
            free = e.total_after - e.locked_after, version = version + 1
        FROM entry e WHERE t.account_id = e.account_id
      )
      SELECT sequence FROM entry""";

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
    pool.addDataSourceProperty("reWriteBatchedInserts", "true");
  }

  /** A connection that commits each statement by itself. */
  Connection connection() throws SQLException {
    return pool.getConnection();
  }

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

  record UserRow(
      String id,
      String email,
      String username,
      String tier,
      String state,
      long version,
      Timestamp createdAt,
      Timestamp updatedAt) {}

  /** A user of the demo tenant by its id. */
  UserRow user(String id) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(USER)) {
      statement.setString(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("no user " + id);
        }
        return new UserRow(
            rows.getString(1),
            rows.getString(2),
            rows.getString(3),
            rows.getString(4),
            rows.getString(5),
            rows.getLong(6),
            rows.getTimestamp(7),
            rows.getTimestamp(8));
      }
    }
  }

  /** An entry of 1 to an account of the demo tenant, once for its id, in one transaction. */
  void entry(String account, String id, byte[] hash) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement write = connection.prepareStatement(WRITE)) {
        write.setString(1, account + "/" + id);
        write.setBytes(2, hash);
        write.executeUpdate();
        entry(connection, account, id);
        connection.commit();
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /** An entry of 1, within the transaction of the connection. */
  void entry(Connection connection, String account, String id) throws SQLException {
    try (PreparedStatement entry = connection.prepareStatement(ENTRY)) {
      entry.setString(1, account);
      entry.setString(2, id);
      entry.executeQuery().close();
    }
  }

  /** What a tenant used within {@code [from, to)}, by type, of which it used one. */
  long usage(String tenant, LocalDate from, LocalDate to) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(USAGE)) {
      int at = 1;
      for (boolean apart : new boolean[] {false, false, true, false, false, false}) {
        statement.setBoolean(at++, apart);
      }
      statement.setObject(at++, from);
      statement.setObject(at++, to);
      statement.setString(at++, tenant);
      for (int filter = 0; filter < 3; filter++) {
        statement.setNull(at++, Types.VARCHAR);
      }
      for (int position = 0; position < 7; position++) {
        statement.setString(at++, "");
      }
      statement.setInt(at, 101);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(8);
      }
    }
  }

  /**
   * How many rows there are.
   *
   * @param table its name, and perhaps which of its rows
   */
  long count(String table) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
