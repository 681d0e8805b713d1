package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.Grant.Benefit;
import dev.quintet.domain.subscriptions.Grant;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.PlanOverride;
import dev.quintet.domain.subscriptions.Standing;
import dev.quintet.domain.subscriptions.TermsStore;
import dev.quintet.domain.subscriptions.UsagePrice;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Overrides in {@code plan_overrides}, grants in {@code plan_grants}. */
@Singleton
final class PostgresTermsStore implements TermsStore {

  /** Numbers have no gaps, and there are no more than may be: those of a tenant are added in turn. */
  private static final String IN_TURN =
      "SELECT pg_advisory_xact_lock(hashtextextended('quintet.terms:' || ?, 0))";

  private static final String COUNT_OVERRIDES =
      "SELECT count(*) FROM quintet.plan_overrides WHERE tenant_id = ?";

  private static final String COUNT_GRANTS =
      "SELECT count(*) FROM quintet.plan_grants WHERE tenant_id = ?";

  private static final String ADD_OVERRIDE =
      """
      INSERT INTO quintet.plan_overrides (tenant_id, version, write_id, user_id, valid_from, valid_to,
        price, currency, usage, limits, unlimited)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String OVERRIDES =
      """
      SELECT tenant_id, version, user_id, valid_from, valid_to, price, currency, usage, limits, unlimited
      FROM quintet.plan_overrides
      """;

  private static final String OVERRIDE = OVERRIDES + "WHERE tenant_id = ? AND write_id = ?";

  private static final String OF_OWNERS =
      "WHERE tenant_id = ? AND (user_id IS NULL OR user_id = ?) ";

  private static final String ADD_GRANT =
      """
      INSERT INTO quintet.plan_grants (tenant_id, grant_id, user_id, type, count, credit, currency,
        valid_from, valid_to, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String GRANTS =
      """
      SELECT tenant_id, grant_id, user_id, type, count, credit, currency, valid_from, valid_to, reason
      FROM quintet.plan_grants
      """
          + OF_OWNERS
          + "ORDER BY grant_id";

  private static final String CHANGES =
      """
      SELECT %s
      FROM quintet.subscription_changes c
      WHERE tenant_id = ? AND (user_id IS NULL OR user_id = ?)
        AND version >= coalesce(
          (SELECT max(b.version) FROM quintet.subscription_changes b
           WHERE b.tenant_id = c.tenant_id AND b.subscription_id = c.subscription_id AND b.at <= ?),
          1)
      ORDER BY subscription_id, version"""
          .formatted(SubscriptionRow.COLUMNS);

  private final PostgresPool pool;

  PostgresTermsStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public PlanOverride override(
      TenantId tenant, Write write, PlanOverride override, Deadline deadline) {
    pool.once(
        "record override",
        write,
        transaction -> {
          int version = 1 + requireRoom(transaction, tenant, "overrides", COUNT_OVERRIDES);
          return transaction.update(
              ADD_OVERRIDE,
              (statement, first) ->
                  new Parameters(statement, first)
                      .text(tenant)
                      .number(version)
                      .text(write.id())
                      .text(override.user())
                      .time(override.from())
                      .time(override.to())
                      .money(override.price())
                      .words(override.usage(), UsagePrice::text)
                      .words(override.limits(), Limit::text)
                      .words(override.unlimited(), Limit.Name::word));
        },
        deadline);
    return pool.read(
        "read override",
        Scope.of(tenant, null),
        deadline,
        transaction ->
            transaction.one(
                OVERRIDE,
                (statement, first) ->
                    new Parameters(statement, first).text(tenant).text(write.id()),
                PostgresTermsStore::override));
  }

  private static int requireRoom(
      PostgresTransaction transaction, TenantId tenant, String meter, String count)
      throws SQLException {
    PostgresTransaction.Parameters ofTenant =
        (statement, first) -> new Parameters(statement, first).text(tenant);
    transaction.list(IN_TURN, ofTenant, row -> true);
    int before = transaction.one(count, ofTenant, row -> row.getInt(1));
    if (before >= MOST) {
      throw new ProblemException(new Problem.LimitExceeded(meter, MOST, Duration.ZERO));
    }
    return before;
  }

  private static PlanOverride override(ResultSet rows) throws SQLException {
    Columns row = new Columns(rows);
    TenantId tenant = new TenantId(row.text());
    int version = row.integer();
    return new PlanOverride(
        tenant,
        row.optional(UserId::new),
        version,
        row.time(),
        row.timeOrNull(),
        row.money(),
        row.words(UsagePrice::of),
        row.words(Limit::of),
        row.words(Limit.Name::of));
  }

  @Override
  public void grant(TenantId tenant, Write write, Grant grant, Deadline deadline) {
    @Nullable UsageType type = null;
    @Nullable Long count = null;
    @Nullable Money credit = null;
    switch (grant.benefit()) {
      case Benefit.Included(UsageType of, long some) -> {
        type = of;
        count = some;
      }
      case Benefit.Credit(Money money) -> credit = money;
    }
    @Nullable String word = type == null ? null : type.word();
    @Nullable Long included = count;
    @Nullable Money money = credit;
    pool.once(
        "record grant",
        write,
        transaction -> {
          requireRoom(transaction, tenant, "grants", COUNT_GRANTS);
          return transaction.update(
              ADD_GRANT,
              (statement, first) ->
                  new Parameters(statement, first)
                      .text(tenant)
                      .text(grant.id())
                      .text(grant.user())
                      .text(word)
                      .number(included)
                      .money(money)
                      .time(grant.from())
                      .time(grant.to())
                      .text(grant.reason()));
        },
        deadline);
  }

  private static Grant grant(ResultSet rows) throws SQLException {
    Columns row = new Columns(rows);
    TenantId tenant = new TenantId(row.text());
    String id = row.text();
    @Nullable UserId user = row.optional(UserId::new);
    @Nullable UsageType type = row.optional(UsageType::of);
    long count = row.number();
    @Nullable Money credit = row.money();
    if (type == null && credit == null) {
      throw new IllegalStateException("grant " + id + " gives nothing");
    }
    Benefit benefit = credit == null ? included(type, count) : new Benefit.Credit(credit);
    return new Grant(id, tenant, user, benefit, row.time(), row.time(), row.text());
  }

  private static Benefit included(@Nullable UsageType type, long count) {
    return new Benefit.Included(java.util.Objects.requireNonNull(type), count);
  }

  @Override
  public Standing standing(
      TenantId tenant, @Nullable UserId user, Instant since, Deadline deadline) {
    return pool.run(
        "read terms",
        Scope.of(tenant, null),
        deadline,
        transaction -> {
          PostgresTransaction.Parameters ofOwners =
              (statement, first) -> new Parameters(statement, first).text(tenant).text(user);
          List<PlanOverride> overrides =
              transaction.list(
                  OVERRIDES + OF_OWNERS + "ORDER BY version", ofOwners, PostgresTermsStore::override);
          List<Grant> grants = transaction.list(GRANTS, ofOwners, PostgresTermsStore::grant);
          return new Standing(
              tenant,
              user,
              transaction.list(
                  CHANGES,
                  (statement, first) ->
                      new Parameters(statement, first).text(tenant).text(user).time(since),
                  SubscriptionRow::of),
              overrides,
              grants);
        });
  }
}
