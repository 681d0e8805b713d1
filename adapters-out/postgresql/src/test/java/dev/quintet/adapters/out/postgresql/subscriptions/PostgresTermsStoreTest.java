package dev.quintet.adapters.out.postgresql.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Subscriptions;
import dev.quintet.adapters.out.contract.TermsStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.PlanOverride;
import dev.quintet.domain.subscriptions.PlanStore;
import dev.quintet.domain.subscriptions.PriceVersion;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.subscriptions.Terms;
import dev.quintet.domain.subscriptions.TermsStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PostgresTermsStoreTest implements TermsStoreContract {

  @Override
  public TermsStore terms() {
    return TestPostgres.bean(TermsStore.class);
  }

  @Override
  public SubscriptionStore subscriptions() {
    return TestPostgres.bean(SubscriptionStore.class);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }

  private static Optional<Long> limitOf(TenantId tenant, @Nullable UserId user, Scope scope) {
    return TestPostgres.pool(PostgresPool.SERVICE)
        .read(
            "read a limit",
            scope,
            Fresh.deadline(),
            transaction ->
                transaction.one(
                    "SELECT quintet.limit_of(?, ?, 'max_symbols')",
                    (statement, first) ->
                        new Parameters(statement, first).text(tenant).text(user),
                    row -> Optional.ofNullable(row.getObject(1, Long.class))));
  }

  private Optional<Long> byTerms(TenantId tenant, @Nullable UserId user) {
    Instant now = Clock.systemUTC().instant();
    return Terms.of(
            TestPostgres.bean(PlanStore.class).list(Fresh.deadline()),
            Tier.PRO,
            terms().standing(tenant, user, now, Fresh.deadline()),
            now)
        .limit(Limit.Name.MAX_SYMBOLS)
        .filter(Limit::hard)
        .map(Limit::value);
  }

  /** A plan whose prices came into force at times around now. */
  private static PlanId plan(Random random, Instant now) {
    PlanId id = new PlanId("p" + Fresh.unique());
    for (int version = 1; version <= 3; version++) {
      Instant from = now.plus(Duration.ofDays(10L * version - 25));
      PriceVersion price =
          new PriceVersion(
              id,
              version,
              from,
              random.nextBoolean() ? null : from.plus(Duration.ofDays(random.nextInt(20))),
              Map.of(CycleLength.MONTHLY, Money.parse("price", "1", "EUR")),
              Money.parse("minimum", "0", "EUR"),
              List.of(),
              List.of(new Limit(Limit.Name.MAX_SYMBOLS, 1_000 + version, random.nextInt(5) > 0)));
      TestPostgres.bean(PlanStore.class).add("A plan", price, Fresh.deadline());
    }
    return id;
  }

  private void subscribe(TenantId tenant, @Nullable UserId user, Random random, Instant now) {
    Instant made = now.minus(Duration.ofDays(random.nextInt(30)));
    SubscriptionId id = new SubscriptionId(Fresh.unique());
    Subscription.Agreement agreed =
        new Subscription.Agreement(
            random.nextInt(5) == 0 ? now.plus(Duration.ofDays(1)) : made,
            random.nextInt(2) * 30,
            null,
            14);
    PlanId plan = plan(random, now);
    subscriptions()
        .change(
            tenant,
            Subscriptions.write(tenant, Fresh.unique()),
            id,
            before -> {
              SubscriptionCourse course =
                  SubscriptionCourse.begin(
                      id, tenant, user, agreed, plan, CycleLength.MONTHLY, "test", made);
              return course.changes();
            },
            Fresh.deadline());
    subscriptions().advance(tenant, id, it -> SubscriptionCourse.of(it, "time", now).changes(), Fresh.deadline());
    Subscription begun = subscriptions().find(tenant, id, Fresh.deadline()).orElseThrow();
    switch (random.nextInt(4)) {
      case 0 -> ask(begun, new SubscriptionRequest.Cancel(false), now);
      case 1 -> {
        if (begun.state() == dev.quintet.domain.subscriptions.SubscriptionState.ACTIVE) {
          ask(begun, new SubscriptionRequest.Pause(), now);
        }
      }
      default -> {}
    }
  }

  private void ask(Subscription subscription, SubscriptionRequest request, Instant now) {
    new Subscriptions(subscriptions()).ask(subscription.tenant(), subscription.id(), request, now);
  }

  private void override(TenantId tenant, @Nullable UserId user, Random random, Instant now) {
    boolean unlimited = random.nextInt(3) == 0;
    Instant from = now.minus(Duration.ofDays(1L + random.nextInt(10))).plus(Duration.ofDays(random.nextInt(3) * 5L));
    PlanOverride override =
        new PlanOverride(
            tenant,
            user,
            1,
            from,
            random.nextBoolean() ? null : from.plus(Duration.ofDays(1 + random.nextInt(10))),
            null,
            List.of(),
            unlimited
                ? List.of()
                : List.of(new Limit(Limit.Name.MAX_SYMBOLS, random.nextInt(900), random.nextInt(4) > 0)),
            unlimited ? List.of(Limit.Name.MAX_SYMBOLS) : List.of());
    terms().override(tenant, Subscriptions.write(tenant, Fresh.unique()), override, Fresh.deadline());
  }

  /** The database says, in a transaction that would exceed a limit, what the domain says. */
  @Test
  void theLimitInTheDatabaseIsThatOfTheTerms() {
    long seed = Clock.systemUTC().millis();
    Random random = new Random(seed);
    Instant now = Clock.systemUTC().instant();
    for (int i = 0; i < 40; i++) {
      TenantId tenant = newTenant();
      for (int step = 0; step < 4; step++) {
        @Nullable UserId user = random.nextBoolean() ? null : ANN;
        try {
          if (random.nextBoolean()) {
            subscribe(tenant, user, random, now);
          } else {
            override(tenant, user, random, now);
          }
        } catch (dev.quintet.domain.shared.ProblemException e) {
          assertThat(e.problem()).isInstanceOf(dev.quintet.domain.shared.Problem.AlreadyExists.class);
        }
      }
      for (@Nullable UserId user : new UserId[] {null, ANN, new UserId("bob")}) {
        String of = "seed " + seed + ", tenant " + i + ", user " + user;
        assertThat(limitOf(tenant, user, Scope.of(tenant, null))).as(of).isEqualTo(byTerms(tenant, user));
        if (user != null) {
          assertThat(limitOf(tenant, user, Scope.of(tenant, user))).as(of).isEqualTo(byTerms(tenant, user));
        }
      }
      assertThat(limitOf(tenant, null, Scope.of(newTenant(), null))).contains(0L);
    }
  }

  /** What is a user's is seen by nobody who acts for another; what is the tenant's, by all of them. */
  @Test
  void aUserSeesItsOwnTermsAndItsTenants() {
    TenantId tenant = newTenant();
    Instant now = Clock.systemUTC().instant();
    for (@Nullable UserId user : new UserId[] {null, ANN, new UserId("bob")}) {
      override(tenant, user, new Random(1), now);
    }
    List<@Nullable String> seen =
        TestPostgres.pool(PostgresPool.SERVICE)
            .read(
                "read overrides",
                Scope.of(tenant, ANN),
                Fresh.deadline(),
                transaction ->
                    transaction.list(
                        "SELECT user_id FROM quintet.plan_overrides ORDER BY version",
                        dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction.Parameters.NONE,
                        row -> row.getString(1)));
    assertThat(seen).containsExactly(null, "ann");
  }
}
