package dev.quintet.adapters.out.postgresql;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A transaction with its tenants and time limits, which travel in the round trip of its first
 * statement and end with it.
 */
final class PostgresTransaction {

  /** Settings of the transaction, never of the session. */
  private static final String SETTINGS =
      """
      SELECT set_config('quintet.tenants', ?, true),
             set_config('statement_timeout', ?, true),
             set_config('lock_timeout', ?, true),
             set_config('idle_in_transaction_session_timeout', ?, true),
             set_config('transaction_timeout', ?, true);
      """;

  private static final int SETTINGS_PARAMETERS = 5;

  /** So that a stopped process does not hold its locks; longer than anybody waits. */
  private static final int IDLE_GRACE_MILLIS = 5_000;

  /**
   * No transaction for tenants lasts longer, whatever its deadline: what it recorded as of its
   * beginning is there by then, or never will be.
   */
  static final Duration LONGEST = Duration.ofMinutes(1);

  /** Sets the parameters of a statement, the first of them at index {@code first}. */
  interface Parameters {
    Parameters NONE = (statement, first) -> {};

    void bind(PreparedStatement statement, int first) throws SQLException;
  }

  /** Reads what a statement returned. */
  interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private final Connection connection;
  private final String tenants;
  private final Deadline deadline;
  private boolean begun;

  PostgresTransaction(Connection connection, Collection<TenantId> tenants, Deadline deadline) {
    this.connection = connection;
    // A comma cannot be part of an id.
    this.tenants = tenants.stream().map(TenantId::value).collect(Collectors.joining(","));
    this.deadline = deadline;
  }

  Connection connection() {
    return connection;
  }

  /** Runs one statement that returns rows. */
  <T> T query(String sql, Parameters parameters, Rows<T> rows) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      execute(statement);
      try (ResultSet result = statement.getResultSet()) {
        return rows.read(result);
      }
    }
  }

  /** Runs one statement that changes rows, and gives their number. */
  int update(String sql, Parameters parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      execute(statement);
      return Math.max(0, statement.getUpdateCount());
    }
  }

  private PreparedStatement prepare(String sql, Parameters parameters) throws SQLException {
    PostgresPool.bound(connection, deadline);
    PreparedStatement statement = connection.prepareStatement(begun ? sql : SETTINGS + sql);
    try {
      int first = 1;
      if (!begun) {
        long limit = PostgresPool.millis(deadline.remaining());
        statement.setString(1, tenants);
        statement.setString(2, Long.toString(limit));
        statement.setString(3, Long.toString(limit));
        statement.setString(4, Long.toString(limit + IDLE_GRACE_MILLIS));
        statement.setString(5, Long.toString(wholeMillis(limit)));
        first += SETTINGS_PARAMETERS;
      }
      parameters.bind(statement, first);
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /** How long the whole transaction may last, to its commit. */
  private long wholeMillis(long limit) {
    long whole = limit + IDLE_GRACE_MILLIS;
    return tenants.isEmpty() ? whole : Math.min(whole, LONGEST.toMillis());
  }

  private void execute(PreparedStatement statement) throws SQLException {
    statement.execute();
    if (!begun) {
      begun = true;
      statement.getMoreResults();
    }
  }
}
