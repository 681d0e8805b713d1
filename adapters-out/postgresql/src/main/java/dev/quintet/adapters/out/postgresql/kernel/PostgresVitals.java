package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.platform.Dependency;
import dev.quintet.domain.platform.StoreVitals;
import dev.quintet.domain.platform.Vitals;
import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Asks as the role of the registry, which sees the tenants and nothing that they stored. */
@Singleton
final class PostgresVitals implements StoreVitals {

  private static final String QUESTION =
      """
      SELECT
        (SELECT numbackends FROM pg_catalog.pg_stat_database WHERE datname = current_database()),
        current_setting('max_connections')::bigint,
        (SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname LIKE 'tenant\\_%'),
        (SELECT count(*) FROM quintet.tenants
         WHERE state = 'active' AND tenant_id NOT LIKE 'quintet\\_%')""";

  private final PostgresTransactions registry;

  PostgresVitals(@Named(PostgresPool.REGISTRY) PostgresPool pool) {
    this.registry = new PostgresTransactions(pool);
  }

  @Override
  public Dependency dependency() {
    return Dependency.POSTGRESQL;
  }

  @Override
  public Vitals measure(Deadline deadline) {
    return registry.run(
        "measure",
        deadline,
        transaction ->
            transaction.query(
                QUESTION,
                PostgresTransaction.Parameters.NONE,
                rows -> {
                  rows.next();
                  return new Vitals.Postgres(
                      rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
                }));
  }
}
