package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A transaction with its tenants and time limits, which travel in the round trip of its first
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

  private static final int SETTINGS_PARAMETERS = 5;

  /** The limit of the statement is that of all: there is no other, and nothing comes after it. */
  private static final String SETTINGS_OF_ONE =
      """
      SELECT now(),
             set_config('quintet.tenants', ?, true),
             set_config('statement_timeout', ?, true);
      """;

  private static final int SETTINGS_OF_ONE_PARAMETERS = 2;

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
  private final String tenants;
  private final Deadline deadline;
  private final Watch watch;
  private final boolean oneStatement;
  private @Nullable Instant begunAt;

  PostgresTransaction(
      Connection connection, Collection<TenantId> tenants, Deadline deadline, Watch watch) {
    this(connection, tenants, deadline, watch, false);
  }

  /** On a connection that commits by itself: the settings hold for one statement and no second. */
  static PostgresTransaction ofOneStatement(
      Connection connection, Collection<TenantId> tenants, Deadline deadline, Watch watch) {
    return new PostgresTransaction(connection, tenants, deadline, watch, true);
  }

  private PostgresTransaction(
      Connection connection,
      Collection<TenantId> tenants,
      Deadline deadline,
      Watch watch,
      boolean oneStatement) {
    this.connection = connection;
    this.watch = watch;
    this.oneStatement = oneStatement;
    // A comma cannot be part of an id.
    this.tenants = tenants.stream().map(TenantId::value).collect(Collectors.joining(","));
    this.deadline = deadline;
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
    try (Watch.Watched watched = watch.begin(sql);
        PreparedStatement statement = prepare(sql, parameters)) {
      execute(statement);
      try (ResultSet result = statement.getResultSet()) {
        T read = rows.read(result);
        watched.done(Observation.UNKNOWN);
        return read;
      }
    }
  }

  /** Runs one statement that changes rows, and gives their number. */
  public int update(String sql, Parameters parameters) throws SQLException {
    try (Watch.Watched watched = watch.begin(sql);
        PreparedStatement statement = prepare(sql, parameters)) {
      execute(statement);
      int changed = Math.max(0, statement.getUpdateCount());
      watched.done(changed);
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
    return oneStatement ? SETTINGS_OF_ONE : SETTINGS;
  }

  /** Gives the index of the first parameter of the statement behind. */
  private int bindSettings(PreparedStatement statement) throws SQLException {
    long limit = PostgresPool.millis(deadline.remaining());
    statement.setString(1, tenants);
    statement.setString(2, Long.toString(limit));
    if (oneStatement) {
      return 1 + SETTINGS_OF_ONE_PARAMETERS;
    }
    statement.setString(3, Long.toString(limit));
    statement.setString(4, Long.toString(limit + IDLE_GRACE_MILLIS));
    statement.setString(5, Long.toString(wholeMillis(limit)));
    return 1 + SETTINGS_PARAMETERS;
  }

  /** How long the whole transaction may last, to its commit. */
  private long wholeMillis(long limit) {
    long whole = limit + IDLE_GRACE_MILLIS;
    return tenants.isEmpty() ? whole : Math.min(whole, LONGEST.toMillis());
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
}
