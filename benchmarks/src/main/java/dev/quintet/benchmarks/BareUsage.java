package dev.quintet.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A table defined like the one that Quintet keeps usage in, in the same engine, without Quintet. */
final class BareUsage {

  private static final String CREATE =
      """
      CREATE SCHEMA IF NOT EXISTS bench;
      CREATE TABLE bench.usage_events (LIKE quintet.usage_events INCLUDING ALL)""";

  private static final String INSERT =
      """
      INSERT INTO bench.usage_events (tenant_id, event_id, service, type, count, at)
      VALUES (?, ?, ?, ?, ?, ?)""";

  private final BarePostgres engine;

  private BareUsage(BarePostgres engine) {
    this.engine = engine;
  }

  static BareUsage create(BarePostgres engine) throws SQLException {
    try (Connection connection = engine.connection();
        Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
    }
    return new BareUsage(engine);
  }

  /** One batch, one commit. */
  void insert(int events, int tenants, OffsetDateTime at) throws SQLException {
    try (Connection connection = engine.connection();
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      connection.setAutoCommit(false);
      for (int event = 0; event < events; event++) {
        statement.setString(1, "tenant_" + event % tenants);
        statement.setObject(2, UUID.randomUUID());
        statement.setString(3, "service");
        statement.setString(4, "api_calls");
        statement.setLong(5, 1L);
        statement.setObject(6, at);
        statement.addBatch();
      }
      statement.executeBatch();
      connection.commit();
    }
  }

  long rows() throws SQLException {
    return engine.count("bench.usage_events");
  }
}
