package dev.quintet.adapters.out.postgresql.operations;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.operations.Comparison;
import dev.quintet.domain.operations.ComparisonStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Comparisons in {@code quintet.comparisons}. */
@Singleton
final class PostgresComparisonStore implements ComparisonStore {

  private static final String LIST =
      """
      SELECT tenant_id, store, projection, next_day::text, days, agreeing, running_days,
             running_agreeing, mended, compared_at, looked_at
      FROM quintet.comparisons""";

  private static final String PUT =
      """
      INSERT INTO quintet.comparisons
        (tenant_id, store, projection, next_day, days, agreeing, running_days, running_agreeing,
         mended, compared_at, looked_at)
      VALUES (?, ?, ?, ?::date, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant_id, store, projection) DO UPDATE
      SET next_day = excluded.next_day, days = excluded.days, agreeing = excluded.agreeing,
          running_days = excluded.running_days, running_agreeing = excluded.running_agreeing,
          mended = excluded.mended, compared_at = excluded.compared_at,
          looked_at = excluded.looked_at""";

  private final PostgresPool pool;

  PostgresComparisonStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public List<Comparison> list(Set<TenantId> tenants, Deadline deadline) {
    return pool.read(
        "list comparisons",
        Scope.of(tenants),
        deadline,
        transaction ->
            transaction.list(
                LIST, PostgresTransaction.Parameters.NONE, PostgresComparisonStore::comparison));
  }

  private static Comparison comparison(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    return new Comparison(
        new TenantId(row.text()),
        row.text(),
        row.text(),
        row.optional(LocalDate::parse),
        days(row),
        days(row),
        row.number(),
        row.timeOrNull(),
        row.time());
  }

  private static Comparison.Days days(Columns row) throws SQLException {
    return new Comparison.Days(row.number(), row.number());
  }

  @Override
  public void put(Comparison comparison, Deadline deadline) {
    int unused =
        pool.read(
            "keep comparison",
            Scope.of(comparison.tenant(), null),
            deadline,
            transaction ->
                transaction.update(
                    PUT,
                    (statement, first) -> bind(new Parameters(statement, first), comparison)));
  }

  private static void bind(Parameters parameters, Comparison comparison) throws SQLException {
    parameters
        .text(comparison.tenant())
        .text(comparison.store())
        .text(comparison.projection())
        .text(comparison.next())
        .number(comparison.last().compared())
        .number(comparison.last().agreeing())
        .number(comparison.running().compared())
        .number(comparison.running().agreeing())
        .number(comparison.mended())
        .time(comparison.comparedAt())
        .time(comparison.lookedAt());
  }
}
