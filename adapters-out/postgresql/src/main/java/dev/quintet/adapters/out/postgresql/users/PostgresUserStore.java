package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.PasswordHash;
import dev.quintet.domain.users.User;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserProfile;
import dev.quintet.domain.users.UserStore;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users in {@code users} of the tenant's schema. */
@Singleton
final class PostgresUserStore implements UserStore {

  /** The other that looks alike, if the transaction is for all users; another that was first. */
  private static final String ALIKE =
      """
      (SELECT o.user_id FROM ${schema}.users o
       WHERE o.skeleton = w.new_skeleton AND o.user_id <> w.new_id
       ORDER BY o.created_at, o.user_id LIMIT 1)""";

  private static final String CREATE =
      """
      INSERT INTO ${schema}.users
        (user_id, email, email_key, skeleton, username, username_key, password_hash, tier, limits,
         state, version, looks_like, created_at, updated_at)
      SELECT w.*, 'active', 1, %s, c.at, c.at
      FROM (SELECT ?::text AS new_id, ?::text, ?::text, ?::text AS new_skeleton, ?::text, ?::text,
                   ?::text, ?::text, ?::jsonb) AS w
      CROSS JOIN (SELECT ?::timestamptz AS at) AS c
      ON CONFLICT (user_id) DO NOTHING"""
          .formatted(ALIKE);

  /** The first limit that exceeds what the plan allows. */
  private static final String EXCEEDED =
      """
      SELECT l.key, p.most
      FROM jsonb_each_text(?::jsonb) AS l
      CROSS JOIN LATERAL (SELECT quintet.limit_of(?, ?, l.key) AS most) AS p
      WHERE l.value::bigint > p.most
      ORDER BY l.key COLLATE "C" LIMIT 1""";

  private static final String UPDATE =
      """
      UPDATE ${schema}.users u
      SET email = w.new_email, email_key = w.new_email_key, skeleton = w.new_skeleton,
          username = w.new_name, username_key = w.new_name_key,
          password_hash = coalesce(w.new_hash, password_hash), tier = w.new_tier,
          limits = w.new_limits, state = w.new_state, version = version + 1,
          epoch = epoch + CASE WHEN w.new_state = 'active' THEN 0 ELSE 1 END,
          looks_like = %s, updated_at = w.at
      FROM (SELECT ?::text AS new_email, ?::text AS new_email_key, ?::text AS new_skeleton,
                   ?::text AS new_name, ?::text AS new_name_key, ?::text AS new_hash,
                   ?::text AS new_tier, ?::jsonb AS new_limits, ?::text AS new_state,
                   ?::timestamptz AS at, ?::text AS new_id, ?::bigint AS old_version) AS w
      WHERE user_id = w.new_id AND version = w.old_version AND state <> 'deleted'
      RETURNING %s"""
          .formatted(ALIKE, UserRow.COLUMNS);

  private static final String FIND =
      "SELECT " + UserRow.COLUMNS + " FROM ${schema}.users WHERE state <> 'deleted' AND ";

  private static final String LIST =
      FIND + "user_id > ? AND user_id = coalesce(?, user_id) AND state = coalesce(?, state)"
          + " ORDER BY user_id LIMIT ?";

  private static final String LOCK =
      "SELECT state FROM ${schema}.users WHERE user_id = ? FOR UPDATE";

  private static final String OPEN_ACCOUNTS =
      "SELECT count(*) FROM ${schema}.trading_accounts WHERE user_id = ? AND status <> 'closed'";

  private static final String ERASE =
      """
      UPDATE ${schema}.users
      SET email = NULL, email_key = NULL, skeleton = NULL, username = NULL, username_key = NULL,
          password_hash = NULL, limits = '{}', looks_like = NULL, state = 'deleted',
          version = version + 1, epoch = epoch + 1, updated_at = ?
      WHERE user_id = ?""";

  private final PostgresPool pool;

  PostgresUserStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public void create(
      TenantId tenant, User user, @Nullable PasswordHash hash, Write write, Deadline deadline) {
    pool.once(
        "create user",
        write,
        transaction -> {
          checkLimits(transaction, tenant, user);
          int created =
              transaction.update(
                  TenantSchemas.of(tenant, CREATE),
                  (statement, first) ->
                      UserRow.bind(
                              new Parameters(statement, first).text(user.id()), user.profile(), hash)
                          .time(user.createdAt()));
          if (created == 0) {
            throw new ProblemException(new Problem.AlreadyExists("user", user.id().value()));
          }
          return created;
        },
        deadline);
  }

  private static void checkLimits(PostgresTransaction transaction, TenantId tenant, User user)
      throws SQLException {
    if (user.profile().limits().isEmpty()) {
      return;
    }
    List<ProblemException> exceeded =
        transaction.list(
            EXCEEDED,
            (statement, first) ->
                new Parameters(statement, first)
                    .text(UserRow.json(user.profile().limits()))
                    .text(tenant.value())
                    .text(user.id()),
            row ->
                ProblemException.invalid(
                    "limits." + row.getString(1), "is more than the plan's " + row.getLong(2)));
    if (!exceeded.isEmpty()) {
      throw exceeded.getFirst();
    }
  }

  @Override
  public User update(TenantId tenant, User user, @Nullable PasswordHash hash, Deadline deadline) {
    Optional<User> stored =
        pool.run(
            "change user",
            Scope.of(tenant, null),
            deadline,
            transaction -> {
              checkLimits(transaction, tenant, user);
              return transaction
                  .list(
                      TenantSchemas.of(tenant, UPDATE),
                      (statement, first) ->
                          UserRow.bind(new Parameters(statement, first), user.profile(), hash)
                              .text(Words.of(user.state()))
                              .time(user.updatedAt())
                              .text(user.id())
                              .number(user.version() - 1),
                      UserRow::of)
                  .stream()
                  .findFirst();
            });
    return stored.orElseGet(() -> repeated(tenant, user, deadline));
  }

  /** What was changed exactly so by the same call before. */
  private User repeated(TenantId tenant, User user, Deadline deadline) {
    UserProfile wish = user.profile();
    User found =
        find(tenant, user.id(), new UserName.Id(user.id()), deadline)
            .orElseThrow(() -> notFound(user.id()));
    if (found.version() == user.version()
        && found.state() == user.state()
        && found.profile().equals(wish)) {
      return found;
    }
    throw new ProblemException(new Problem.Stale("user", user.id().value()));
  }

  private static ProblemException notFound(UserId user) {
    return new ProblemException(new Problem.NotFound("user", user.value()));
  }

  @Override
  public void delete(TenantId tenant, UserId user, Instant at, Deadline deadline) {
    pool.run(
        "delete user",
        Scope.of(tenant, user),
        deadline,
        transaction -> {
          String state =
              transaction
                  .list(
                      TenantSchemas.of(tenant, LOCK),
                      (statement, first) -> new Parameters(statement, first).text(user),
                      row -> row.getString(1))
                  .stream()
                  .findFirst()
                  .orElseThrow(() -> notFound(user));
          if (!state.equals("deleted")) {
            erase(transaction, tenant, user, at);
          }
          return state;
        });
  }

  private static void erase(
      PostgresTransaction transaction, TenantId tenant, UserId user, Instant at)
      throws SQLException {
    long open =
        transaction.one(
            TenantSchemas.of(tenant, OPEN_ACCOUNTS),
            (statement, first) -> new Parameters(statement, first).text(user),
            row -> row.getLong(1));
    if (open > 0) {
      throw new ProblemException(
          new Problem.NotReady("user " + user + " has " + open + " accounts that are not closed"));
    }
    for (String table : List.of("preferences", "notifications", "risk_snapshots")) {
      transaction.update(
          TenantSchemas.of(tenant, "DELETE FROM ${schema}.%s WHERE user_id = ?".formatted(table)),
          (statement, first) -> new Parameters(statement, first).text(user));
    }
    transaction.update(
        TenantSchemas.of(tenant, ERASE),
        (statement, first) -> new Parameters(statement, first).time(at).text(user));
  }

  @Override
  public Optional<User> find(
      TenantId tenant, @Nullable UserId user, UserName name, Deadline deadline) {
    String condition =
        switch (name) {
          case UserName.Id _ -> "user_id = ?";
          case UserName.Email _ -> "email_key = ?";
          case UserName.Login _ -> "username_key = ?";
        };
    String key =
        switch (name) {
          case UserName.Id(UserId id) -> id.value();
          case UserName.Email email -> email.key();
          case UserName.Login login -> login.key();
        };
    return pool
        .read(
            "read user",
            Scope.of(tenant, user),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(tenant, FIND + condition),
                    (statement, first) -> new Parameters(statement, first).text(key),
                    UserRow::of))
        .stream()
        .findFirst();
  }

  @Override
  public Page<User> list(
      TenantId tenant, Filter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = filter.listing(tenant);
    String last = listing.position(after);
    List<User> found =
        pool.read(
            "list users",
            Scope.of(tenant, filter.user()),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(tenant, LIST),
                    (statement, first) ->
                        new Parameters(statement, first)
                            .text(last)
                            .text(filter.user())
                            .text(filter.state() == null ? null : Words.of(filter.state()))
                            .number(limit + 1L),
                    UserRow::of));
    return listing.page(found, limit, user -> List.of(user.id().value()));
  }
}
