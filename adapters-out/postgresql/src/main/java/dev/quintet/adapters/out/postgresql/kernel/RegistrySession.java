package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction.Rows;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs calls of the repositories within a deadline. Each is one statement that commits by itself.
 */
@Singleton
public final class RegistrySession {

  private static final ScopedValue<Deadline> DEADLINE = ScopedValue.newInstance();

  private final PostgresPool pool;

  RegistrySession(@Named(PostgresPool.REGISTRY) PostgresPool pool) {
    this.pool = pool;
  }

  /**
   * The row of a key. For what many calls ask: the same through a repository costs a quarter more.
   */
  public <T> Optional<T> find(
      String operation, Deadline deadline, String sql, String key, Rows<T> row) {
    try {
      return pool.whenFree(deadline, () -> findNow(operation, deadline, sql, key, row));
    } catch (SQLException e) {
      throw PostgresFailures.notApplied(e);
    }
  }

  private <T> Optional<T> findNow(
      String operation, Deadline deadline, String sql, String key, Rows<T> row)
      throws SQLException {
    try (Observation watched = pool.watch(operation, sql);
        Connection connection = pool.connection(deadline);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        Optional<T> found = rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        watched.end(Observation.OK, found.isPresent() ? 1 : 0);
        return found;
      }
    }
  }

  public <T> T read(String operation, Deadline deadline, Supplier<T> query) {
    try {
      return within(operation, deadline, query);
    } catch (SQLException | RuntimeException e) {
      throw PostgresFailures.notApplied(e);
    }
  }

  public <T> T write(String operation, Deadline deadline, Supplier<T> statement) {
    try {
      return within(operation, deadline, statement);
    } catch (SQLException | RuntimeException e) {
      throw PostgresFailures.committing(operation, e);
    }
  }

  /** The statement is the framework's: the operation, which has no other, stands for it. */
  private <T> T within(String operation, Deadline deadline, Supplier<T> call) throws SQLException {
    return pool.whenFree(
        deadline,
        () -> {
          try (Observation watched = pool.watch(operation, operation)) {
            T result = ScopedValue.where(DEADLINE, deadline).call(call::get);
            watched.end(Observation.OK);
            return result;
          }
        });
  }

  /** Where the repositories get their connections: those keep to the deadline of the call. */
  @Singleton
  @Named(PostgresPool.REGISTRY)
  static final class Source extends DelegatingDataSource {
    private final PostgresPool pool;

    Source(@Named(PostgresPool.REGISTRY) PostgresPool pool) {
      super(pool.source());
      this.pool = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return pool.connection(DEADLINE.get());
    }
  }
}
