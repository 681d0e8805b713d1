package dev.quintet.adapters.out.postgresql;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/** Runs calls of the repositories within a deadline. Each is one statement that commits by itself. */
@Singleton
final class RegistrySession {

  private static final ScopedValue<Deadline> DEADLINE = ScopedValue.newInstance();

  private final PostgresPool pool;

  RegistrySession(@Named(PostgresLogins.REGISTRY) PostgresPool pool) {
    this.pool = pool;
  }

  <T> T read(String operation, Deadline deadline, Supplier<T> query) {
    try {
      return within(operation, deadline, query);
    } catch (SQLException | RuntimeException e) {
      throw PostgresFailures.notApplied(e);
    }
  }

  <T> T write(String operation, Deadline deadline, Supplier<T> statement) {
    try {
      return within(operation, deadline, statement);
    } catch (SQLException | RuntimeException e) {
      throw PostgresFailures.committing(operation, e);
    }
  }

  /** The statement is the framework's: the operation, which has no other, stands for it. */
  private <T> T within(String operation, Deadline deadline, Supplier<T> call)
      throws SQLException {
    return pool.whenFree(
        deadline,
        () -> {
          try (Watch.Watched watched = new Watch(pool.observer(), operation).begin(operation)) {
            T result = ScopedValue.where(DEADLINE, deadline).call(call::get);
            watched.done(Observation.UNKNOWN);
            return result;
          }
        });
  }

  /** Where the repositories get their connections: those keep to the deadline of the call. */
  @Singleton
  @Named(PostgresLogins.REGISTRY)
  static final class Source extends DelegatingDataSource {
    private final PostgresPool pool;

    Source(@Named(PostgresLogins.REGISTRY) PostgresPool pool) {
      super(pool.source());
      this.pool = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return pool.connection(DEADLINE.get());
    }
  }
}
