package dev.quintet.adapters.out.postgresql.operations;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.operations.Rebuild;
import dev.quintet.domain.operations.RebuildStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Rebuilds in {@code quintet.rebuilds}. */
@Singleton
final class PostgresRebuildStore implements RebuildStore {

  private static final String SELECT =
      """
      SELECT tenant_id, projection, number, state, generation, part, after, built, total,
             requested_at, changed_at
      FROM quintet.rebuilds
      """;

  private static final String REQUEST =
      """
      INSERT INTO quintet.rebuilds
        (tenant_id, projection, number, state, generation, part, built, total, requested_at,
         changed_at)
      SELECT k.tenant_id, k.projection,
             1 + (SELECT coalesce(max(r.number), 0) FROM quintet.rebuilds r
                  WHERE r.tenant_id = k.tenant_id AND r.projection = k.projection),
             'requested', 0, '', 0, 0, k.at, k.at
      FROM (SELECT ?::text AS tenant_id, ?::text AS projection, ?::timestamptz AS at) AS k
      ON CONFLICT DO NOTHING""";

  private static final String PUT =
      """
      UPDATE quintet.rebuilds
      SET state = ?, generation = ?, part = ?, after = ?, built = ?, total = ?, changed_at = ?
      WHERE tenant_id = ? AND projection = ? AND number = ? AND state <> 'done'""";

  private final PostgresPool pool;

  PostgresRebuildStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Rebuild request(
      TenantId tenant, String projection, Instant now, Deadline deadline) {
    return pool.run(
        "request rebuild",
        Scope.of(tenant, null),
        deadline,
        transaction -> {
          int unused =
              transaction.update(
                  REQUEST,
                  (statement, first) ->
                      new Parameters(statement, first).text(tenant).text(projection).time(now));
          return transaction.list(
                  SELECT
                      + "WHERE tenant_id = ? AND projection = ? ORDER BY number DESC LIMIT 1",
                  (statement, first) ->
                      new Parameters(statement, first).text(tenant).text(projection),
                  PostgresRebuildStore::rebuild)
              .getFirst();
        });
  }

  private static Rebuild rebuild(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    return new Rebuild(
        new TenantId(row.text()),
        row.text(),
        row.integer(),
        Rebuild.State.of(row.text()),
        row.number(),
        row.text(),
        row.optional(after -> after),
        row.number(),
        row.number(),
        row.time(),
        row.time());
  }

  @Override
  public List<Rebuild> list(TenantId tenant, Deadline deadline) {
    return list(
        Scope.of(tenant, null), "ORDER BY requested_at DESC, number DESC LIMIT 100", deadline);
  }

  @Override
  public List<Rebuild> open(Set<TenantId> tenants, Deadline deadline) {
    return list(
        Scope.of(tenants), "WHERE state <> 'done' ORDER BY requested_at, tenant_id", deadline);
  }

  private List<Rebuild> list(Scope scope, String which, Deadline deadline) {
    return pool.read(
        "list rebuilds",
        scope,
        deadline,
        transaction ->
            transaction.list(
                SELECT + which,
                PostgresTransaction.Parameters.NONE,
                PostgresRebuildStore::rebuild));
  }

  @Override
  public void put(Rebuild rebuild, Deadline deadline) {
    int unused =
        pool.read(
            "keep rebuild",
            Scope.of(rebuild.tenant(), null),
            deadline,
            transaction ->
                transaction.update(
                    PUT, (statement, first) -> bind(new Parameters(statement, first), rebuild)));
  }

  private static void bind(Parameters parameters, Rebuild rebuild) throws SQLException {
    parameters
        .text(Words.of(rebuild.state()))
        .number(rebuild.generation())
        .text(rebuild.part())
        .text(rebuild.after())
        .number(rebuild.built())
        .number(rebuild.total())
        .time(rebuild.changedAt())
        .text(rebuild.tenant())
        .text(rebuild.projection())
        .number(rebuild.number());
  }
}
