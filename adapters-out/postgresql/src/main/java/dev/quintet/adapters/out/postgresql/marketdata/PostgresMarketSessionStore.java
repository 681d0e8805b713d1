package dev.quintet.adapters.out.postgresql.marketdata;

import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.marketdata.MarketSessionStore;
import dev.quintet.domain.marketdata.MarketSessions;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Sessions of markets in {@code configurations} of the tenant's schema, under {@value #KEY}. */
@Singleton
final class PostgresMarketSessionStore implements MarketSessionStore {

  private static final String KEY = "market_sessions";

  private static final String FIND = "SELECT value #>> '{}' FROM %s.configurations WHERE key = ?";

  private static final String PUT =
      """
      INSERT INTO %s.configurations AS c (key, value, updated_at)
      VALUES (?, to_jsonb(?::text), now())
      ON CONFLICT (key) DO UPDATE
      SET value = excluded.value, version = c.version + 1, updated_at = excluded.updated_at""";

  private final PostgresPool pool;

  PostgresMarketSessionStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public MarketSessions find(TenantId tenant, Deadline deadline) {
    return pool
        .read(
            "read market sessions",
            Scope.of(tenant, null),
            deadline,
            transaction ->
                transaction.list(
                    FIND.formatted(TenantSchemas.name(tenant)),
                    (statement, first) -> statement.setString(first, KEY),
                    row -> MarketSessions.of(row.getString(1))))
        .stream()
        .findFirst()
        .orElse(MarketSessions.NONE);
  }

  @Override
  public void put(TenantId tenant, MarketSessions sessions, Deadline deadline) {
    pool.run(
        "set market sessions",
        Scope.of(tenant, null),
        deadline,
        transaction ->
            transaction.update(
                PUT.formatted(TenantSchemas.name(tenant)),
                (statement, first) -> {
                  statement.setString(first, KEY);
                  statement.setString(first + 1, sessions.text());
                }));
  }
}
