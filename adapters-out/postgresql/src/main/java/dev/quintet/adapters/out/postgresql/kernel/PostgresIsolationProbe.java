package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.IsolationProbe;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes across tenants with the rights that serve them. Each attempt is a statement
 * without any tenant condition of ours: only the database refuses.
 */
@Singleton
final class PostgresIsolationProbe implements IsolationProbe {

  private static final String PLANT_WRITE =
      """
      INSERT INTO quintet.writes
        (tenant_id, kind, id, content_sha256, at, outcome, service, usage_count)
      VALUES (?, 'canary', 'canary', decode(repeat('00', 32), 'hex'), now(), '', 'canary', 0)
      ON CONFLICT (tenant_id, kind, id) DO NOTHING""";

  /** Of a time that no invoice is about. */
  private static final String PLANT_USAGE =
      """
      INSERT INTO quintet.usage_events (tenant_id, event_id, service, type, count, at)
      VALUES (?, '00000000-0000-0000-0000-000000000000', 'canary', 'api_calls', 1,
              '2000-01-01T00:00:00Z')
      ON CONFLICT (tenant_id, event_id) DO NOTHING""";

  private static final String PLANT_CONFIGURATION =
      """
      INSERT INTO %s.configurations (key, value, updated_at) VALUES ('canary', '"sings"', now())
      ON CONFLICT (key) DO NOTHING""";

  private static final String CANARIES =
      """
      SELECT (SELECT count(*) FROM quintet.writes
              WHERE tenant_id = ? AND kind = 'canary' AND id = 'canary')
        + (SELECT count(*) FROM quintet.usage_events
           WHERE tenant_id = ? AND service = 'canary')
        + (SELECT count(*) FROM %s.configurations WHERE key = 'canary')""";

  private static final String USAGE_READ = "quintet.usage_events, read";

  /** What a statement touched, and the statement. */
  private record Attempt(String object, String sql) {}

  private final PostgresTransactions service;
  private final PostgresTransactions registry;
  private final PostgresTransactions billing;

  PostgresIsolationProbe(
      @Named(PostgresPool.SERVICE) PostgresPool service,
      @Named(PostgresPool.REGISTRY) PostgresPool registry,
      @Named(PostgresPool.BILLING) PostgresPool billing) {
    this.service = new PostgresTransactions(service);
    this.registry = new PostgresTransactions(registry);
    this.billing = new PostgresTransactions(billing);
  }

  @Override
  public String store() {
    return PostgresFailures.STORE.word();
  }

  @Override
  public List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
    plant(other, deadline);
    List<String> leaks = new ArrayList<>();
    leaks.addAll(attempt("acting for " + own, service, List.of(own), other, deadline));
    leaks.addAll(attempt("acting for nobody", service, List.of(), other, deadline));
    leaks.addAll(attempt("as the registry", registry, List.of(other), other, deadline));
    attempt("as the billing", billing, List.of(other), other, deadline).stream()
        .filter(leak -> !leak.startsWith(USAGE_READ))
        .forEach(leaks::add);
    return leaks;
  }

  /** Three rows of the other tenant, seen by it: otherwise finding none would prove nothing. */
  private void plant(TenantId other, Deadline deadline) {
    String schema = TenantSchemas.name(other);
    long seen =
        service.run(
            "plant canaries",
            List.of(other),
            deadline,
            transaction -> {
              transaction.update(
                  PLANT_WRITE, (statement, first) -> statement.setString(first, other.value()));
              transaction.update(
                  PLANT_USAGE, (statement, first) -> statement.setString(first, other.value()));
              transaction.update(
                  PLANT_CONFIGURATION.formatted(schema), PostgresTransaction.Parameters.NONE);
              return transaction.query(
                  CANARIES.formatted(schema),
                  (statement, first) -> {
                    statement.setString(first, other.value());
                    statement.setString(first + 1, other.value());
                  },
                  rows -> rows.next() ? rows.getLong(1) : 0);
            });
    if (seen != 3) {
      throw new IllegalStateException(other + " sees " + seen + " of its 3 canaries");
    }
  }

  private static List<Attempt> attempts(TenantId other) {
    String schema = TenantSchemas.name(other);
    return List.of(
        new Attempt(
            "quintet.writes, read",
            "SELECT content_sha256 FROM quintet.writes WHERE tenant_id = '%s'"
                .formatted(other)),
        new Attempt(
            "quintet.writes, written",
            """
            INSERT INTO quintet.writes
              (tenant_id, kind, id, content_sha256, at, outcome, service, usage_count)
            VALUES ('%s', 'foreign', 'x', decode(repeat('00', 32), 'hex'), now(), '', 's', 0)"""
                .formatted(other)),
        new Attempt(
            USAGE_READ,
            "SELECT FROM quintet.usage_events WHERE tenant_id = '%s'".formatted(other)),
        new Attempt(
            "quintet.usage_events, written",
            """
            INSERT INTO quintet.usage_events (tenant_id, event_id, service, type, count, at)
            VALUES ('%s', gen_random_uuid(), 's', 'api_calls', 1, now())"""
                .formatted(other)),
        new Attempt(
            schema + ".configurations, read", "SELECT FROM %s.configurations".formatted(schema)),
        new Attempt(
            schema + ".configurations, written",
            "UPDATE %s.configurations SET version = version + 1".formatted(schema)),
        new Attempt(
            schema + ".configurations, written as its role",
            "SET LOCAL ROLE %1$s; DELETE FROM %1$s.configurations".formatted(schema)));
  }

  /** Whatever an attempt did is undone. */
  private static List<String> attempt(
      String who,
      PostgresTransactions as,
      List<TenantId> tenants,
      TenantId other,
      Deadline deadline) {
    return as.run(
        "probe isolation",
        tenants,
        deadline,
        transaction -> {
          transaction.query(
              "SELECT", PostgresTransaction.Parameters.NONE, rows -> rows.next());
          List<String> leaks = new ArrayList<>();
          for (Attempt attempt : attempts(other)) {
            if (succeeds(transaction.connection(), attempt.sql())) {
              leaks.add(attempt.object() + " " + who);
            }
          }
          return leaks;
        });
  }

  private static boolean succeeds(Connection connection, String sql) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      return touched(statement, sql);
    } catch (SQLException e) {
      if (!"42501".equals(e.getSQLState())) {
        throw e;
      }
      return false;
    } finally {
      connection.rollback(before);
    }
  }

  private static boolean touched(Statement statement, String sql) throws SQLException {
    boolean rows = statement.execute(sql);
    boolean touched = false;
    while (rows || statement.getUpdateCount() >= 0) {
      touched |= rows ? statement.getResultSet().next() : statement.getUpdateCount() > 0;
      rows = statement.getMoreResults();
    }
    return touched;
  }
}
