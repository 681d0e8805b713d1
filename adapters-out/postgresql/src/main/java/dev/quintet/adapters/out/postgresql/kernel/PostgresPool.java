package dev.quintet.adapters.out.postgresql.kernel;

import com.zaxxer.hikari.HikariDataSource;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The connections of one login, after which it is named, and the transactions on them. Callers wait
 * for one in order and no longer than their deadline; no answer of the server is waited for much
 * longer than that either.
 */
public final class PostgresPool implements AutoCloseable {

  public static final String OWNER = "quintet_owner";
  public static final String SERVICE = "database_service_role";
  public static final String REGISTRY = "quintet_registry";
  public static final String BILLING = "quintet_billing";

  /** How long the pool below may take to make a connection or to find that one is dead. */
  static final Duration ACQUIRE = Duration.ofSeconds(2);

  /** The server ends a statement by itself at the deadline; this is for one that cannot answer. */
  private static final Duration GRACE = Duration.ofMillis(250);

  private static final String COMMIT = "commit";

  /** What is done in a transaction. */
  public interface Work<T> {
    T in(PostgresTransaction transaction) throws SQLException;
  }

  /** Work that takes its connection while one is certain to be free. */
  interface Turn<T> {
    T run() throws SQLException;
  }

  private final HikariDataSource source;
  private final Observer observer;
  private final Semaphore free;

  PostgresPool(HikariDataSource source) {
    this(source, Observer.orNone(null));
  }

  PostgresPool(HikariDataSource source, Observer observer) {
    this.source = source;
    this.observer = observer;
    this.free = new Semaphore(source.getMaximumPoolSize(), true);
  }

  HikariDataSource source() {
    return source;
  }

  /** Begins to watch a statement of an operation, one of those that the adapter has. */
  Observation watch(String operation, String sql) {
    return observer.statement(PostgresFailures.STORE, operation, sql);
  }

  /** Connections that somebody works with, and how many wait for one. */
  void show(String login) {
    observer.gauge(
        "postgresql_connections_used",
        login,
        "Connections that somebody works with, by login",
        () -> source.getMaximumPoolSize() - free.availablePermits());
    observer.gauge(
        "postgresql_connections_most",
        login,
        "The most connections there may be, by login",
        source::getMaximumPoolSize);
    observer.gauge(
        "postgresql_connections_awaited",
        login,
        "How many wait for a connection, by login",
        free::getQueueLength);
  }

  /** {@link #run} for work that is no tenant's. */
  public <T> T run(String operation, Deadline deadline, Work<T> work) {
    return run(operation, Scope.NONE, deadline, work);
  }

  /**
   * Does the work in one transaction that sees exactly what is in the scope, and commits. When the
   * work throws, it is rolled back and the exception passes through.
   *
   * @throws ProblemException Unavailable: not applied; OutcomeUnknown, naming the operation, when
   *     the commit was not answered
   */
  public <T> T run(String operation, Scope scope, Deadline deadline, Work<T> work) {
    return onConnection(
        deadline,
        connection -> {
          PostgresTransaction transaction =
              transaction(operation, connection, scope, deadline, false);
          T result;
          try {
            connection.setAutoCommit(false);
            result = work.in(transaction);
          } catch (SQLException | RuntimeException | Error e) {
            transaction.rollback(e);
            throw e;
          }
          try (Observation watched = watch(COMMIT, COMMIT)) {
            transaction.commit();
            watched.end(Observation.OK);
          } catch (SQLException e) {
            throw PostgresFailures.committing(operation, e);
          }
          return result;
        });
  }

  /**
   * Records a write together with what this database stores of it, which sees and writes the rows
   * of its subject's user only, where tables have an owner; of every user's if the subject names
   * none.
   *
   * @param effect done if the write is fresh
   * @throws ProblemException Conflict; Unavailable: neither is recorded; OutcomeUnknown when the
   *     commit was not answered
   */
  public Answer.Recorded once(String operation, Write write, Work<?> effect, Deadline deadline) {
    FreshWork work = (transaction, fresh) -> effect.in(transaction);
    return onceEach(operation, List.of(write), work, deadline).getFirst().recorded(write);
  }

  /** What is done for those of some writes that are fresh, by their places: at least one. */
  public interface FreshWork {
    void in(PostgresTransaction transaction, int[] fresh) throws SQLException;
  }

  /**
   * {@link #once} for writes of one subject, all that are fresh or none; an id given twice is fresh once.
   *
   * @return for each what became of it; throws as {@link #once}, but for conflicts
   */
  public List<Answer> onceEach(
      String operation, List<Write> writes, FreshWork effect, Deadline deadline) {
    Write any = writes.getFirst();
    return run(
        operation,
        Scope.of(any.tenant(), any.subject().user()),
        deadline,
        transaction -> WriteRecords.record(transaction, null, writes, effect::in));
  }

  /**
   * Runs one statement that sees exactly what is in the scope, in one round trip: the settings travel
   * with it, and the server commits by itself. For reads, and for what may be done or not when its
   * answer is lost.
   *
   * @throws ProblemException Unavailable
   */
  public <T> T read(String operation, Scope scope, Deadline deadline, Work<T> statement) {
    return onConnection(
        deadline,
        connection -> {
          connection.setAutoCommit(true);
          return statement.in(transaction(operation, connection, scope, deadline, true));
        });
  }

  private PostgresTransaction transaction(
      String operation,
      Connection connection,
      Scope scope,
      Deadline deadline,
      boolean oneStatement) {
    return new PostgresTransaction(
        connection, scope, deadline, sql -> watch(operation, sql), oneStatement);
  }

  private interface OnConnection<T> {
    T run(Connection connection) throws SQLException;
  }

  private <T> T onConnection(Deadline deadline, OnConnection<T> work) {
    try {
      return whenFree(
          deadline,
          () -> {
            Connection connection = connection(deadline);
            try {
              return work.run(connection);
            } finally {
              close(connection);
            }
          });
    } catch (SQLException e) {
      throw PostgresFailures.notApplied(e);
    }
  }

  /**
   * Runs the work in its turn.
   *
   * @throws ProblemException Unavailable when the turn does not come before the deadline
   */
  <T> T whenFree(Deadline deadline, Turn<T> work) throws SQLException {
    if (deadline.expired() || !acquire(deadline)) {
      throw new ProblemException(new Problem.Unavailable(PostgresFailures.STORE));
    }
    try {
      return work.run();
    } finally {
      free.release();
    }
  }

  private boolean acquire(Deadline deadline) {
    try {
      return free.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * A connection whose answers are waited for until the deadline; to be closed by the caller.
   *
   * @throws ProblemException Unavailable when there is none before the deadline
   */
  Connection connection(Deadline deadline) throws SQLException {
    boolean inTime = deadline.remaining().compareTo(ACQUIRE) > 0;
    Connection connection = inTime ? source.getConnection() : connectionBefore(deadline);
    bound(connection, deadline);
    return connection;
  }

  /** The pool below knows one limit only, longer than this deadline: it is asked from beside. */
  private Connection connectionBefore(Deadline deadline) throws SQLException {
    var connecting = new CompletableFuture<Connection>();
    Thread.startVirtualThread(() -> connect(connecting));
    try {
      return connecting.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      connecting.thenAccept(PostgresPool::close);
      throw PostgresFailures.noConnection(e);
    } catch (InterruptedException e) {
      connecting.thenAccept(PostgresPool::close);
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new SQLException("no connection", "08001", e.getCause());
    }
  }

  private void connect(CompletableFuture<Connection> connecting) {
    try {
      connecting.complete(source.getConnection());
    } catch (SQLException | RuntimeException e) {
      connecting.completeExceptionally(e);
    }
  }

  private static RuntimeException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return PostgresFailures.noConnection(e);
  }

  /** No round trip: only how long this side waits for an answer. */
  static void bound(Connection connection, Deadline deadline) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, millis(deadline.remaining().plus(GRACE)));
  }

  /** What is left in whole milliseconds, at least one: 0 would mean for ever. */
  static int millis(Duration duration) {
    return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
  }

  /** Given back or thrown away, it changes nothing about what was done. */
  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // The pool has thrown it away.
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
