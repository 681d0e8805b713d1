package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static dev.quintet.adapters.out.contract.Subscriptions.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.Grant;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.PlanOverride;
import dev.quintet.domain.subscriptions.Standing;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.subscriptions.TermsStore;
import dev.quintet.domain.subscriptions.UsagePrice;
import dev.quintet.domain.subscriptions.UsagePrice.Tier;
import dev.quintet.domain.subscriptions.UsagePrice.Tiering;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Write;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link TermsStore} does. */
public interface TermsStoreContract {

  UserId ANN = new UserId("ann");

  TermsStore terms();

  /** Over the same tables. */
  SubscriptionStore subscriptions();

  /** A new tenant that the store accepts. */
  TenantId newTenant();

  private Standing standing(TenantId tenant, @Nullable UserId user) {
    return terms().standing(tenant, user, Instant.EPOCH, Fresh.deadline());
  }

  private static PlanOverride most(TenantId tenant, @Nullable UserId user) {
    return new PlanOverride(
        tenant,
        user,
        1,
        BEGIN,
        BEGIN.plusNanos(1_000),
        Money.parse("price", "9999999999999999", "JPY"),
        List.of(
            new UsagePrice(
                UsageType.API_CALLS,
                Long.MAX_VALUE,
                true,
                Tiering.VOLUME,
                List.of(Tier.unbounded(new BigDecimal("9999999.9999999999"))))),
        List.of(new Limit(Limit.Name.MAX_SYMBOLS, Long.MAX_VALUE, true)),
        List.of(Limit.Name.TICKS, Limit.Name.BYTES));
  }

  private static PlanOverride least(TenantId tenant) {
    return new PlanOverride(tenant, null, 1, BEGIN, null, null, List.of(), List.of(), List.of());
  }

  private static Grant grant(TenantId tenant, String id, @Nullable UserId user) {
    return new Grant(
        id,
        tenant,
        user,
        new Grant.Benefit.Included(UsageType.TICKS_PROCESSED, Long.MAX_VALUE),
        BEGIN,
        BEGIN.plus(Duration.ofDays(30)),
        "r".repeat(200));
  }

  private static Write write(Grant grant) {
    return Subscriptions.write(grant.tenant(), grant.id());
  }

  @Test
  default void overridesAreNumberedAndReadAsTheyWereRecorded() {
    TenantId tenant = newTenant();
    PlanOverride first =
        terms().override(tenant, Subscriptions.write(tenant, "1"), least(tenant), Fresh.deadline());
    PlanOverride second =
        terms()
            .override(tenant, Subscriptions.write(tenant, "2"), most(tenant, ANN), Fresh.deadline());
    assertThat(first).isEqualTo(least(tenant));
    assertThat(second).isEqualTo(most(tenant, ANN).numbered(2));
    assertThat(standing(tenant, ANN).overrides()).containsExactly(first, second);
    assertThat(standing(tenant, null).overrides()).containsExactly(first);
  }

  @Test
  default void anOverrideThatComesAgainIsRecordedOnce() {
    TenantId tenant = newTenant();
    Write write = Subscriptions.write(tenant, "1");
    PlanOverride first = terms().override(tenant, write, most(tenant, null), Fresh.deadline());
    terms().override(tenant, Subscriptions.write(tenant, "2"), least(tenant), Fresh.deadline());
    assertThat(terms().override(tenant, write, most(tenant, null), Fresh.deadline()))
        .isEqualTo(first);
    assertThat(standing(tenant, null).overrides()).hasSize(2);
    Write other =
        new Write(
            write.subject(), write.kind(), write.id(), "f".repeat(64), write.at(), "1", null);
    assertProblem(
        Problem.Conflict.class,
        () -> terms().override(tenant, other, least(tenant), Fresh.deadline()));
  }

  @Test
  default void overridesAtTheSameTimeGetNumbersWithoutGaps() throws Exception {
    TenantId tenant = newTenant();
    Together.call(
        8,
        i ->
            () ->
                terms()
                    .override(
                        tenant,
                        Subscriptions.write(tenant, "o" + i),
                        least(tenant),
                        Fresh.deadline()));
    assertThat(standing(tenant, null).overrides())
        .extracting(PlanOverride::version)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 8).boxed().toList());
  }

  @Test
  default void grantsAreRecordedOnceAndReadAsTheyWereRecorded() {
    TenantId tenant = newTenant();
    Grant included = grant(tenant, "g".repeat(200), ANN);
    Grant credit =
        new Grant(
            "a",
            tenant,
            null,
            new Grant.Benefit.Credit(Money.parse("credit", "0.01", "EUR")),
            BEGIN,
            BEGIN.plusNanos(1_000),
            "sorry");
    for (int i = 0; i < 2; i++) {
      terms().grant(tenant, write(included), included, Fresh.deadline());
      terms().grant(tenant, write(credit), credit, Fresh.deadline());
    }
    assertThat(standing(tenant, ANN).grants()).containsExactly(credit, included);
    assertThat(standing(tenant, null).grants()).containsExactly(credit);
    assertThat(standing(tenant, new UserId("bob")).grants()).containsExactly(credit);
  }

  @Test
  default void changesOfSubscriptionsAreThoseSinceAnInstantAndTheLastBefore() {
    TenantId tenant = newTenant();
    Subscriptions some = new Subscriptions(subscriptions());
    SubscriptionId own = new SubscriptionId("own");
    SubscriptionId anns = new SubscriptionId("anns");
    some.begin(tenant, null, own);
    some.begin(tenant, ANN, anns);
    some.begin(tenant, new UserId("bob"), new SubscriptionId("bobs"));
    for (int day = 1; day <= 3; day++) {
      some.ask(
          tenant, own, new SubscriptionRequest.Cancel(true), BEGIN.plus(Duration.ofDays(day)));
    }
    assertThat(standing(tenant, null).changes()).isEqualTo(some.history(tenant, own));
    assertThat(standing(tenant, ANN).changes())
        .containsExactlyElementsOf(
            java.util.stream.Stream.concat(
                    some.history(tenant, anns).stream(), some.history(tenant, own).stream())
                .toList());
    assertThat(
            terms()
                .standing(tenant, null, BEGIN.plus(Duration.ofDays(2)), Fresh.deadline())
                .changes())
        .isEqualTo(some.history(tenant, own).subList(3, 5));
  }

  @Test
  default void anotherTenantsAreNotSeen() {
    TenantId tenant = newTenant();
    Grant grant = grant(tenant, "g", null);
    terms().grant(tenant, write(grant), grant, Fresh.deadline());
    terms().override(tenant, Subscriptions.write(tenant, "1"), least(tenant), Fresh.deadline());
    new Subscriptions(subscriptions()).begin(tenant, null, new SubscriptionId("s"));
    TenantId other = newTenant();
    assertThat(standing(other, ANN))
        .isEqualTo(new Standing(other, ANN, List.of(), List.of(), List.of()));
  }

  @Test
  default void afterItsDeadlineNothingIsRecordedOfTerms() {
    TenantId tenant = newTenant();
    Grant grant = grant(tenant, "g", null);
    assertUnavailable(
        () -> terms().grant(tenant, write(grant), grant, Fresh.expired()),
        () ->
            terms()
                .override(
                    tenant, Subscriptions.write(tenant, "1"), least(tenant), Fresh.expired()),
        () -> terms().standing(tenant, null, BEGIN, Fresh.expired()));
    assertThat(standing(tenant, null).overrides()).isEmpty();
    assertThat(standing(tenant, null).grants()).isEmpty();
  }
}
