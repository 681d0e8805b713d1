package dev.quintet.adapters.out.postgresql;

import com.zaxxer.hikari.HikariDataSource;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one login. Who waits for one waits in order and no longer than its deadline;
 * no answer of the server is waited for much longer than that either.
 */
final class PostgresPool implements AutoCloseable {

  /** The server ends a statement by itself at the deadline; this is for one that cannot answer. */
  private static final Duration GRACE = Duration.ofMillis(250);

  /** Work on a connection whose deadline runs. */
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private final HikariDataSource source;
  private final Semaphore free;

  PostgresPool(HikariDataSource source) {
    this.source = source;
    this.free = new Semaphore(source.getMaximumPoolSize(), true);
  }

  HikariDataSource source() {
    return source;
  }

  int size() {
    return source.getMaximumPoolSize();
  }

  /**
   * Runs the work while a connection is certain to be free.
   *
   * @throws ProblemException Unavailable when none becomes free before the deadline
   */
  <T> T whenFree(Deadline deadline, Free<T> work) {
    if (deadline.expired() || !acquire(deadline)) {
      throw new ProblemException(new Problem.Unavailable(PostgresFailures.STORE));
    }
    try {
      return work.run();
    } finally {
      free.release();
    }
  }

  /** Work that takes its connection from {@link #source()}. */
  interface Free<T> {
    T run();
  }

  private boolean acquire(Deadline deadline) {
    try {
      return free.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(new Problem.Unavailable(PostgresFailures.STORE), e);
    }
  }

  /** No round trip: only how long this side waits for an answer. */
  static void bound(Connection connection, Deadline deadline) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, millis(deadline.remaining().plus(GRACE)));
  }

  /** What is left in whole milliseconds, at least one: 0 would mean for ever. */
  static int millis(Duration duration) {
    return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    source.close();
  }
}
