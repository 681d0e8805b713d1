package dev.quintet.adapters.out.postgresql.kernel;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections for a pool. While the server refuses, it is asked again four times a second: the
 * pool itself would wait longer after each failure, up to five seconds, and so would its callers
 * when the server is back.
 */
final class RetryingDataSource extends PGSimpleDataSource {

  private static final long serialVersionUID = 1L;
  private static final long BETWEEN_MILLIS = 250;

  /** After which the pool may look whether anybody still wants a connection. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

  @Override
  public Connection getConnection() throws SQLException {
    long from = System.nanoTime();
    while (true) {
      try {
        return super.getConnection();
      } catch (SQLException e) {
        if (System.nanoTime() - from > PATIENCE_NANOS || !mayPass(e) || interrupted()) {
          throw e;
        }
      }
    }
  }

  /** Not there, or starting, stopping or full. */
  private static boolean mayPass(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("08") || state.startsWith("57P") || state.equals("53300"));
  }

  /** Waits; whether the pool is being closed meanwhile. */
  private static boolean interrupted() {
    try {
      Thread.sleep(BETWEEN_MILLIS);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
