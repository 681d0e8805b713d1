package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Preference;
import dev.quintet.domain.users.PreferenceStore;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Preferences in {@code preferences} of the tenant's schema. */
@Singleton
final class PostgresPreferenceStore implements PreferenceStore {

  /** Who sets a preference of the user at the same time waits here. */
  private static final String LOCK =
      "SELECT FROM ${schema}.users WHERE user_id = ? AND state = 'active' FOR UPDATE";

  /** A statement of its own: one that waited would count what was there before. */
  private static final String COUNT =
      "SELECT count(*) FROM ${schema}.preferences WHERE user_id = ?";

  private static final String PUT =
      """
      INSERT INTO ${schema}.preferences AS p (user_id, key, value, version, updated_at)
      VALUES (?, ?, ?, 1, ?)
      ON CONFLICT (user_id, key) DO UPDATE
      SET value = excluded.value, version = p.version + 1, updated_at = excluded.updated_at""";

  private static final String SELECT =
      "SELECT key, value, version, updated_at FROM ${schema}.preferences WHERE user_id = ?";

  private static final String REMOVE =
      "DELETE FROM ${schema}.preferences WHERE user_id = ? AND key = ?";

  private final PostgresPool pool;

  PostgresPreferenceStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  private static Preference preference(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    return new Preference(
        new Preference.Key(row.text()), new JsonText(row.text()), row.number(), row.time());
  }

  @Override
  public Preference put(
      TenantId tenant,
      UserId user,
      Preference.Key key,
      JsonText value,
      long version,
      Instant at,
      Deadline deadline) {
    return pool.run(
        "set preference",
        Scope.of(tenant, user),
        deadline,
        transaction -> {
          boolean active =
              transaction.query(
                  TenantSchemas.of(tenant, LOCK),
                  (statement, first) -> new Parameters(statement, first).text(user),
                  ResultSet::next);
          if (!active) {
            throw new ProblemException(new Problem.NotFound("active user", user.value()));
          }
          List<Preference> found =
              transaction.list(
                  TenantSchemas.of(tenant, SELECT + " AND key = ?"),
                  (statement, first) -> new Parameters(statement, first).text(user).text(key.value()),
                  PostgresPreferenceStore::preference);
          Preference stored = found.isEmpty() ? null : found.getFirst();
          if (stored != null && stored.value().equals(value)) {
            return stored;
          }
          if (version != 0 && (stored == null || stored.version() != version)) {
            throw new ProblemException(new Problem.Stale("preference", key.value()));
          }
          if (stored == null && count(transaction, tenant, user) >= MOST) {
            throw new ProblemException(
                new Problem.LimitExceeded("preferences", MOST, Duration.ZERO));
          }
          transaction.update(
              TenantSchemas.of(tenant, PUT),
              (statement, first) ->
                  new Parameters(statement, first)
                      .text(user)
                      .text(key.value())
                      .text(value.value())
                      .time(at));
          return new Preference(key, value, stored == null ? 1 : stored.version() + 1, at);
        });
  }

  private static long count(PostgresTransaction transaction, TenantId tenant, UserId user)
      throws SQLException {
    return transaction.one(
        TenantSchemas.of(tenant, COUNT),
        (statement, first) -> new Parameters(statement, first).text(user),
        row -> row.getLong(1));
  }

  @Override
  public Optional<Preference> find(
      TenantId tenant, UserId user, Preference.Key key, Deadline deadline) {
    return pool
        .read(
            "read preference",
            Scope.of(tenant, user),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(tenant, SELECT + " AND key = ?"),
                    (statement, first) ->
                        new Parameters(statement, first).text(user).text(key.value()),
                    PostgresPreferenceStore::preference))
        .stream()
        .findFirst();
  }

  @Override
  public Page<Preference> list(
      TenantId tenant, UserId user, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = PreferenceStore.listing(tenant, user);
    String last = listing.position(after);
    List<Preference> found =
        pool.read(
            "list preferences",
            Scope.of(tenant, user),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(tenant, SELECT + " AND key > ? ORDER BY key LIMIT ?"),
                    (statement, first) ->
                        new Parameters(statement, first).text(user).text(last).number(limit + 1L),
                    PostgresPreferenceStore::preference));
    return listing.page(found, limit, it -> List.of(it.key().value()));
  }

  @Override
  public void remove(TenantId tenant, UserId user, Preference.Key key, Deadline deadline) {
    pool.run(
        "remove preference",
        Scope.of(tenant, user),
        deadline,
        transaction ->
            transaction.update(
                TenantSchemas.of(tenant, REMOVE),
                (statement, first) -> new Parameters(statement, first).text(user).text(key.value())));
  }
}
