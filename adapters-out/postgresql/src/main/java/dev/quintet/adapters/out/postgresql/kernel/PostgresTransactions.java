package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Runs work in transactions of one login. */
public final class PostgresTransactions {

  /** What is done by the deadline is worth committing: a commit may end this much later. */
  private static final Duration COMMIT_GRACE = Duration.ofSeconds(1);

  private static final String COMMIT = "commit";

  /** What is done in a transaction. */
  public interface Work<T> {
    T in(PostgresTransaction transaction) throws SQLException;
  }

  private final PostgresPool pool;

  public PostgresTransactions(PostgresPool pool) {
    this.pool = pool;
  }

  /** {@link #run} for work that is no tenant's. */
  public <T> T run(String operation, Deadline deadline, Work<T> work) {
    return run(operation, Scope.NONE, deadline, work);
  }

  /**
   * Does the work in one transaction that sees exactly these tenants, and commits. When the work
   * throws, it is rolled back and the exception passes through.
   *
   * @throws dev.quintet.domain.shared.ProblemException Unavailable: not applied; OutcomeUnknown,
   *     naming the operation, when the commit was not answered
   */
  public <T> T run(
      String operation, Collection<TenantId> tenants, Deadline deadline, Work<T> work) {
    return run(operation, Scope.of(tenants), deadline, work);
  }

  <T> T run(String operation, Scope scope, Deadline deadline, Work<T> work) {
    try {
      return pool.whenFree(deadline, () -> onConnection(operation, scope, deadline, work));
    } catch (SQLException e) {
      throw PostgresFailures.notApplied(e);
    }
  }

  /**
   * Records a write together with what this database stores of it, which sees and writes the rows of
   * its subject's user only, where tables have an owner; of every user's if the subject names none.
   *
   * @param effect done if the write is fresh
   * @throws dev.quintet.domain.shared.ProblemException Conflict; Unavailable: neither is recorded;
   *     OutcomeUnknown when the commit was not answered
   */
  public Answer.Recorded once(String operation, Write write, Work<?> effect, Deadline deadline) {
    Scope scope = Scope.of(write.tenant(), write.subject().user());
    return run(
            operation,
            scope,
            deadline,
            transaction ->
                PostgresOnce.record(
                    transaction, List.of(write), (same, fresh) -> effect.in(same)))
        .getFirst()
        .recorded(write);
  }

  /**
   * Reads with one statement that sees exactly these tenants, in one round trip: the settings travel
   * with it, and the server ends the transaction by itself.
   *
   * @throws dev.quintet.domain.shared.ProblemException Unavailable
   */
  public <T> T read(
      String operation, Collection<TenantId> tenants, Deadline deadline, Work<T> statement) {
    return read(operation, Scope.of(tenants), deadline, statement);
  }

  /**
   * The same for the rows of one user, where tables have an owner.
   *
   * @param user null: of every user of the tenant
   */
  public <T> T read(
      String operation,
      TenantId tenant,
      @Nullable UserId user,
      Deadline deadline,
      Work<T> statement) {
    return read(operation, Scope.of(tenant, user), deadline, statement);
  }

  <T> T read(String operation, Scope scope, Deadline deadline, Work<T> statement) {
    try {
      return pool.whenFree(deadline, () -> readOnConnection(operation, scope, deadline, statement));
    } catch (SQLException e) {
      throw PostgresFailures.notApplied(e);
    }
  }

  private <T> T readOnConnection(
      String operation, Scope scope, Deadline deadline, Work<T> statement) throws SQLException {
    Connection connection = pool.connection(deadline);
    try {
      connection.setAutoCommit(true);
      return statement.in(
          PostgresTransaction.ofOneStatement(
              connection, scope, deadline, new Watch(pool.observer(), operation)));
    } finally {
      PostgresPool.close(connection);
    }
  }

  private <T> T onConnection(String operation, Scope scope, Deadline deadline, Work<T> work)
      throws SQLException {
    Connection connection = pool.connection(deadline);
    try {
      T result = beforeCommit(operation, connection, scope, deadline, work);
      commit(operation, connection, deadline);
      return result;
    } finally {
      PostgresPool.close(connection);
    }
  }

  private <T> T beforeCommit(
      String operation, Connection connection, Scope scope, Deadline deadline, Work<T> work)
      throws SQLException {
    try {
      connection.setAutoCommit(false);
      return work.in(
          new PostgresTransaction(
              connection, scope, deadline, new Watch(pool.observer(), operation)));
    } catch (SQLException | RuntimeException | Error e) {
      rollback(connection, e);
      throw e;
    }
  }

  private static void rollback(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The pool throws the connection away, and the server ends the transaction with it.
      reason.addSuppressed(e);
    }
  }

  private void commit(String operation, Connection connection, Deadline deadline) {
    try (Watch.Watched watched = new Watch(pool.observer(), COMMIT).begin(COMMIT)) {
      if (deadline.remaining().compareTo(COMMIT_GRACE) < 0) {
        PostgresPool.bound(connection, Deadline.after(COMMIT_GRACE));
      }
      refuseFailed(connection);
      connection.commit();
      watched.done(Observation.UNKNOWN);
    } catch (SQLException e) {
      throw PostgresFailures.committing(operation, e);
    }
  }

  /** The server answers COMMIT with ROLLBACK, which the driver takes for success. */
  private static void refuseFailed(Connection connection) throws SQLException {
    TransactionState state = connection.unwrap(BaseConnection.class).getTransactionState();
    if (state == TransactionState.FAILED) {
      throw new SQLException("a statement of the transaction failed", "25P02");
    }
  }
}
