package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A transaction with its scope and time limits, which travel in the round trip of its first
 * statement and end with it.
 */
public final class PostgresTransaction {

  /** Settings of the transaction, never of the session. */
  private static final String SETTINGS =
      """
      SELECT now(),
             set_config('quintet.tenants', ?, true),
             set_config('statement_timeout', ?, true),
             set_config('lock_timeout', ?, true),
             set_config('idle_in_transaction_session_timeout', ?, true),
             set_config('transaction_timeout', ?, true);
      """;

  /** The limit of the statement is that of all: there is no other, and nothing comes after it. */
  private static final String SETTINGS_OF_ONE =
      """
      SELECT now(),
             set_config('quintet.tenants', ?, true),
             set_config('statement_timeout', ?, true);
      """;

  private static final String TENANTS = "set_config('quintet.tenants', ?, true)";

  /** Sent only when there is one: to be for all users needs no setting. */
  private static final String TENANTS_AND_USER = TENANTS + ", set_config('quintet.user', ?, true)";

  /** What is done by the deadline is worth committing: a commit may end this much later. */
  private static final Duration COMMIT_GRACE = Duration.ofSeconds(1);

  /** So that a stopped process does not hold its locks; longer than anybody waits. */
  private static final int IDLE_GRACE_MILLIS = 5_000;

  /**
   * No transaction for tenants lasts longer, whatever its deadline: what it recorded as of its
   * beginning is there by then, or never will be.
   */
  public static final Duration LONGEST = Duration.ofMinutes(1);

  /** Sets the parameters of a statement, the first of them at index {@code first}. */
  public interface Parameters {
    Parameters NONE = (statement, first) -> {};

    void bind(PreparedStatement statement, int first) throws SQLException;
  }

  /** Reads what a statement returned. */
  public interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private final Connection connection;
  private final Scope scope;
  private final Deadline deadline;
  private final Function<String, Observation> watch;
  private final boolean oneStatement;
  private @Nullable Instant begunAt;

  /**
   * @param watch begins to watch a statement
   * @param oneStatement the connection commits by itself: the settings hold for one statement and
   *     no second
   */
  PostgresTransaction(
      Connection connection,
      Scope scope,
      Deadline deadline,
      Function<String, Observation> watch,
      boolean oneStatement) {
    this.connection = connection;
    this.scope = scope;
    this.deadline = deadline;
    this.watch = watch;
    this.oneStatement = oneStatement;
  }

  Connection connection() {
    return connection;
  }

  /** When it began by the server's clock; known once the first statement was run. */
  public Instant begunAt() {
    if (begunAt == null) {
      throw new IllegalStateException("not begun");
    }
    return begunAt;
  }

  /** Runs one statement that returns rows. */
  public <T> T query(String sql, Parameters parameters, Rows<T> rows) throws SQLException {
    try (Observation watched = watch.apply(sql);
        PreparedStatement statement = prepare(sql, parameters)) {
      execute(statement);
      try (ResultSet result = statement.getResultSet()) {
        T read = rows.read(result);
        watched.end(Observation.OK);
        return read;
      }
    }
  }

  /** Runs one statement, and reads the one row that it returns. */
  public <T> T one(String sql, Parameters parameters, Rows<T> row) throws SQLException {
    return query(
        sql,
        parameters,
        rows -> {
          rows.next();
          return row.read(rows);
        });
  }

  /** Runs one statement, and reads each row that it returns. */
  public <T> List<T> list(String sql, Parameters parameters, Rows<T> row) throws SQLException {
    return query(
        sql,
        parameters,
        rows -> {
          List<T> found = new ArrayList<>();
          while (rows.next()) {
            found.add(row.read(rows));
          }
          return found;
        });
  }

  /** Runs one statement that changes rows, and gives their number. */
  public int update(String sql, Parameters parameters) throws SQLException {
    try (Observation watched = watch.apply(sql);
        PreparedStatement statement = prepare(sql, parameters)) {
      execute(statement);
      int changed = Math.max(0, statement.getUpdateCount());
      watched.end(Observation.OK, changed);
      return changed;
    }
  }

  private PreparedStatement prepare(String sql, Parameters parameters) throws SQLException {
    boolean begins = begunAt == null;
    if (oneStatement && !begins) {
      throw new IllegalStateException("a second statement would see no tenant");
    }
    PostgresPool.bound(connection, deadline);
    PreparedStatement statement = connection.prepareStatement(begins ? settings() + sql : sql);
    try {
      parameters.bind(statement, begins ? bindSettings(statement) : 1);
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private String settings() {
    String settings = oneStatement ? SETTINGS_OF_ONE : SETTINGS;
    return scope.user() == null ? settings : settings.replace(TENANTS, TENANTS_AND_USER);
  }

  /** Gives the index of the first parameter of the statement behind. */
  private int bindSettings(PreparedStatement statement) throws SQLException {
    long limit = PostgresPool.millis(deadline.remaining());
    int next = 1;
    statement.setString(next++, scope.tenants());
    if (scope.user() != null) {
      statement.setString(next++, scope.user());
    }
    statement.setString(next++, Long.toString(limit));
    if (!oneStatement) {
      statement.setString(next++, Long.toString(limit));
      statement.setString(next++, Long.toString(limit + IDLE_GRACE_MILLIS));
      statement.setString(next++, Long.toString(wholeMillis(limit)));
    }
    return next;
  }

  /** How long the whole transaction may last, to its commit. */
  private long wholeMillis(long limit) {
    long whole = limit + IDLE_GRACE_MILLIS;
    return scope.tenants().isEmpty() ? whole : Math.min(whole, LONGEST.toMillis());
  }

  private void execute(PreparedStatement statement) throws SQLException {
    statement.execute();
    if (begunAt == null) {
      begunAt = begunAt(statement);
      statement.getMoreResults();
    }
  }

  private static Instant begunAt(PreparedStatement statement) throws SQLException {
    try (ResultSet settings = statement.getResultSet()) {
      settings.next();
      return settings.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  void commit() throws SQLException {
    if (deadline.remaining().compareTo(COMMIT_GRACE) < 0) {
      PostgresPool.bound(connection, Deadline.after(COMMIT_GRACE));
    }
    // The server answers COMMIT with ROLLBACK, which the driver takes for success.
    TransactionState state = connection.unwrap(BaseConnection.class).getTransactionState();
    if (state == TransactionState.FAILED) {
      throw new SQLException("a statement of the transaction failed", "25P02");
    }
    connection.commit();
  }

  void rollback(Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The pool throws the connection away, and the server ends the transaction with it.
      reason.addSuppressed(e);
    }
  }
}
