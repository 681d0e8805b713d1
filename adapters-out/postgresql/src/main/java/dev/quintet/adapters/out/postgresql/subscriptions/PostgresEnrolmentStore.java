package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.subscriptions.EnrolmentStore;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;

/** Looks at {@code quintet.subscriptions}; since when, the migration said in a function. */
@Singleton
final class PostgresEnrolmentStore implements EnrolmentStore {

  private static final String SINCE = "SELECT quintet.subscribed_since()";

  /** Of the tenants in scope. */
  private static final String SUBSCRIBED =
      "SELECT DISTINCT tenant_id FROM quintet.subscriptions WHERE user_id IS NULL";

  private final PostgresPool pool;

  PostgresEnrolmentStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Instant since(Deadline deadline) {
    return pool
        .read(
            "read enrolment",
            Scope.NONE,
            deadline,
            transaction ->
                transaction.list(SINCE, (statement, first) -> {}, row -> new Columns(row).time()))
        .getFirst();
  }

  @Override
  public Set<TenantId> subscribed(Set<TenantId> tenants, Deadline deadline) {
    return Set.copyOf(
        pool.read(
            "find subscribed tenants",
            Scope.of(tenants),
            deadline,
            transaction ->
                transaction.list(
                    SUBSCRIBED,
                    (statement, first) -> {},
                    row -> new TenantId(new Columns(row).text()))));
  }
}
