package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.Statement;
import dev.quintet.domain.subscriptions.StatementStore;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Statements in {@code quintet.usage_statements}, which nobody may update. */
@Singleton
final class PostgresStatementStore implements StatementStore {

  private static final String KEEP =
      """
      INSERT INTO quintet.usage_statements (tenant_id, period, content, sha256)
      VALUES (?, ?::date, ?, sha256(convert_to(?, 'UTF8')))
      ON CONFLICT (tenant_id, period) DO NOTHING""";

  private static final String FIND =
      """
      SELECT content FROM quintet.usage_statements WHERE tenant_id = ? AND period = ?::date""";

  private static final String PERIODS =
      "SELECT to_char(period, 'YYYY-MM') FROM quintet.usage_statements WHERE tenant_id = ?";

  private final PostgresPool pool;

  PostgresStatementStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Statement keep(Statement statement, Deadline deadline) {
    return pool.run(
        "keep a statement",
        Scope.of(statement.tenant(), null),
        deadline,
        transaction -> {
          transaction.update(
              KEEP,
              (prepared, first) -> {
                prepared.setString(first, statement.tenant().value());
                prepared.setString(first + 1, day(statement.period()));
                prepared.setString(first + 2, statement.content());
                prepared.setString(first + 3, statement.content());
              });
          // Another transaction's is committed by now, and seen by this statement.
          String kept =
              transaction.one(
                  FIND,
                  (prepared, first) -> {
                    prepared.setString(first, statement.tenant().value());
                    prepared.setString(first + 1, day(statement.period()));
                  },
                  row -> row.getString(1));
          return new Statement(statement.tenant(), statement.period(), kept);
        });
  }

  @Override
  public Optional<Statement> find(TenantId tenant, BillingPeriod period, Deadline deadline) {
    List<Statement> found =
        pool.read(
            "read a statement",
            Scope.of(tenant, null),
            deadline,
            transaction ->
                transaction.list(
                    FIND,
                    (prepared, first) -> {
                      prepared.setString(first, tenant.value());
                      prepared.setString(first + 1, day(period));
                    },
                    row -> new Statement(tenant, period, row.getString(1))));
    return found.stream().findFirst();
  }

  @Override
  public Set<BillingPeriod> periods(TenantId tenant, Deadline deadline) {
    return Set.copyOf(
        pool.read(
            "list statements",
            Scope.of(tenant, null),
            deadline,
            transaction ->
                transaction.list(
                    PERIODS,
                    (prepared, first) -> prepared.setString(first, tenant.value()),
                    row -> BillingPeriod.parse("period", row.getString(1)))));
  }

  private static String day(BillingPeriod period) {
    return period.month().atDay(1).toString();
  }
}
