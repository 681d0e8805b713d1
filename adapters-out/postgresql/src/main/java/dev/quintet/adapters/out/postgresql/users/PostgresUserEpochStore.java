package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserEpochStore;
import dev.quintet.domain.tenancy.UserId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Epochs in {@code users} of the tenant's schema. */
@Singleton
final class PostgresUserEpochStore implements UserEpochStore {

  private static final String EPOCH =
      "SELECT epoch FROM ${schema}.users WHERE user_id = ? AND state = 'active'";

  private static final String RAISE =
      "UPDATE ${schema}.users SET epoch = epoch + 1 WHERE user_id = ?";

  private final PostgresPool pool;

  PostgresUserEpochStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Optional<Long> epoch(TenantId tenant, UserId user, Deadline deadline) {
    return pool
        .read(
            "read epoch",
            Scope.of(tenant, user),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(tenant, EPOCH),
                    (statement, first) -> new Parameters(statement, first).text(user),
                    row -> row.getLong(1)))
        .stream()
        .findFirst();
  }

  @Override
  public void raise(TenantId tenant, UserId user, Deadline deadline) {
    pool.run(
        "raise epoch",
        Scope.of(tenant, user),
        deadline,
        transaction ->
            transaction.update(
                TenantSchemas.of(tenant, RAISE),
                (statement, first) -> new Parameters(statement, first).text(user)));
  }
}
