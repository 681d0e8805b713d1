package dev.quintet.adapters.out.postgresql;

import dev.quintet.domain.shared.Deadline;
import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/** Runs calls of the repositories on one connection of the registry, within a deadline. */
@Singleton
final class RegistrySession {

  private final PostgresPool pool;
  private final ConnectionOperations<Connection> connections;

  RegistrySession(
      @Named(PostgresLogins.REGISTRY) PostgresPool pool,
      @Named(PostgresLogins.REGISTRY) ConnectionOperations<Connection> connections) {
    this.pool = pool;
    this.connections = connections;
  }

  <T> T read(Deadline deadline, Supplier<T> query) {
    try {
      return within(deadline, query);
    } catch (RuntimeException e) {
      throw PostgresFailures.notApplied(e);
    }
  }

  /** Runs one statement that changes rows and commits by itself. */
  <T> T write(String operation, Deadline deadline, Supplier<T> statement) {
    try {
      return within(deadline, statement);
    } catch (RuntimeException e) {
      throw PostgresFailures.committing(operation, e);
    }
  }

  private <T> T within(Deadline deadline, Supplier<T> call) {
    return pool.whenFree(
        deadline,
        () ->
            connections.execute(
                ConnectionDefinition.DEFAULT,
                status -> {
                  bound(status.getConnection(), deadline);
                  return call.get();
                }));
  }

  private static void bound(Connection connection, Deadline deadline) {
    try {
      PostgresPool.bound(connection, deadline);
    } catch (SQLException e) {
      throw PostgresFailures.notApplied(e);
    }
  }
}
