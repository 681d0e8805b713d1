package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;

/**
 * Watches the statements of one operation.
 *
 * @param operation one of those that the adapter has
 */
record Watch(Observer observer, String operation) {

  /** Begins to watch a statement, which has failed unless it is done before the end. */
  Watched begin(String sql) {
    return new Watched(observer.statement(PostgresFailures.STORE, operation, sql));
  }

  /** A statement that is being watched. */
  static final class Watched implements AutoCloseable {
    private final Observation observation;
    private String outcome = Observation.FAILED;
    private long rows = Observation.UNKNOWN;

    private Watched(Observation observation) {
      this.observation = observation;
    }

    void done(long count) {
      outcome = Observation.OK;
      rows = count;
    }

    @Override
    public void close() {
      observation.end(outcome, rows);
    }
  }
}
