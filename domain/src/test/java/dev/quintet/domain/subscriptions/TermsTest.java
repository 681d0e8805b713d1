package dev.quintet.domain.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TermsTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final UserId ANN = new UserId("ann");
  private static final PlanId GOLD = new PlanId("gold");
  private static final Instant JANUARY = Instant.parse("2027-01-10T12:00:00Z");
  private static final Instant FEBRUARY = Instant.parse("2027-02-10T12:00:00Z");
  private static final Instant MARCH = Instant.parse("2027-03-10T12:00:00Z");

  private static PriceVersion gold(
      int version, Instant from, @Nullable Instant existing, String price, long symbols) {
    return new PriceVersion(
        GOLD,
        version,
        from,
        existing,
        Map.of(CycleLength.MONTHLY, Money.parse("price", price, "EUR")),
        Money.parse("minimum", "0", "EUR"),
        List.of(),
        List.of(new Limit(Limit.Name.MAX_SYMBOLS, symbols, true)));
  }

  private static List<Plan> plans(PriceVersion... versions) {
    List<Plan> plans = new ArrayList<>(DefaultPlans.all());
    plans.add(new Plan(GOLD, "Gold", List.of(versions)));
    return plans;
  }

  private static List<Plan> plans() {
    return plans(
        gold(1, Instant.EPOCH, null, "10", 1),
        gold(2, FEBRUARY, MARCH, "20", 2),
        gold(3, MARCH, null, "30", 3));
  }

  private static SubscriptionCourse begin(
      String id, @Nullable UserId user, Instant at, int trialDays) {
    return SubscriptionCourse.begin(
        new SubscriptionId(id),
        ACME,
        user,
        new Subscription.Agreement(at, trialDays, null, 14),
        GOLD,
        CycleLength.MONTHLY,
        "test",
        at);
  }

  private static Standing standing(@Nullable UserId user, List<SubscriptionChange> changes) {
    return new Standing(ACME, user, changes, List.of(), List.of());
  }

  private static Terms terms(Standing standing, Instant at) {
    return Terms.of(plans(), Tier.PRO, standing, at);
  }

  private static long symbols(Terms terms) {
    return terms.limit(Limit.Name.MAX_SYMBOLS).orElseThrow().value();
  }

  @Test
  void whoHasNoSubscriptionHasThePlanOfTheTierByTheMonth() {
    Terms terms = terms(standing(null, List.of()), FEBRUARY);
    assertThat(terms.version().plan()).isEqualTo(new PlanId("pro"));
    assertThat(terms.subscription()).isNull();
    assertThat(terms.cycle()).isEqualTo(Cycle.monthOf(FEBRUARY));
  }

  @Test
  void aPriceHoldsForNewCustomersFromOneInstantAndForExistingOnesFromAnotherOrNever() {
    Standing january = standing(null, begin("s", null, JANUARY, 0).changes());
    assertThat(symbols(terms(january, JANUARY))).isEqualTo(1);
    assertThat(symbols(terms(january, MARCH.minusNanos(1_000)))).isEqualTo(1);
    assertThat(symbols(terms(january, MARCH))).isEqualTo(2);
    assertThat(symbols(terms(january, Instant.parse("2030-01-01T00:00:00Z")))).isEqualTo(2);
    Standing february = standing(null, begin("s", null, FEBRUARY, 0).changes());
    assertThat(symbols(terms(february, FEBRUARY))).isEqualTo(2);
    assertThat(terms(february, FEBRUARY).price()).isEqualTo(Money.parse("price", "20", "EUR"));
    Standing march = standing(null, begin("s", null, MARCH, 0).changes());
    assertThat(symbols(terms(march, MARCH))).isEqualTo(3);
  }

  @Test
  void whatIsPausedOrOverLeavesWhatIsFree() {
    SubscriptionCourse course = begin("s", null, JANUARY, 0);
    List<SubscriptionChange> changes = new ArrayList<>(course.changes());
    changes.addAll(
        SubscriptionCourse.of(course.subscription(), "test", FEBRUARY)
            .ask(new SubscriptionRequest.Pause())
            .changes());
    assertThat(terms(standing(null, changes), FEBRUARY.minusSeconds(1)).version().plan())
        .isEqualTo(GOLD);
    assertThat(terms(standing(null, changes), FEBRUARY).version().plan()).isEqualTo(PlanId.FREE);
    changes.addAll(
        SubscriptionCourse.of(changes.getLast().after(), "test", MARCH)
            .ask(new SubscriptionRequest.Cancel(false))
            .changes());
    Terms over = terms(standing(null, changes), MARCH);
    assertThat(over.version().plan()).isEqualTo(PlanId.FREE);
    assertThat(over.cycle()).isEqualTo(Cycle.monthOf(MARCH));
  }

  @Test
  void termsAreRightBeforeAnyJobHasRun() {
    Standing trial = standing(null, begin("s", null, JANUARY, 14).changes());
    Terms later = terms(trial, Instant.parse("2027-06-30T00:00:00Z"));
    assertThat(later.subscription())
        .isNotNull()
        .extracting(Subscription::state)
        .isEqualTo(SubscriptionState.ACTIVE);
    assertThat(later.cycle().from()).isEqualTo("2027-06-24");
    assertThat(terms(trial, JANUARY).cycle().to()).isEqualTo("2027-01-24");
  }

  @Test
  void aUserHasItsOwnSubscriptionElseItsTenants() {
    List<SubscriptionChange> changes = new ArrayList<>(begin("t", null, JANUARY, 0).changes());
    changes.addAll(begin("u", ANN, FEBRUARY, 0).changes());
    assertThat(symbols(terms(standing(ANN, changes), JANUARY))).isEqualTo(1);
    assertThat(symbols(terms(standing(ANN, changes), FEBRUARY))).isEqualTo(2);
    assertThat(symbols(terms(standing(null, changes), FEBRUARY))).isEqualTo(1);
    assertThat(symbols(terms(standing(new UserId("bob"), changes), FEBRUARY))).isEqualTo(1);
  }

  @Test
  void theNewestOverrideHoldsAloneAndTheUsersBeforeTheTenants() {
    UsagePrice calls =
        new UsagePrice(UsageType.API_CALLS, 5, false, UsagePrice.Tiering.VOLUME, List.of());
    List<PlanOverride> overrides =
        List.of(
            new PlanOverride(
                ACME, null, 1, JANUARY, null, Money.parse("price", "7", "EUR"), List.of(calls),
                List.of(new Limit(Limit.Name.MAX_SYMBOLS, 70, true)), List.of()),
            new PlanOverride(
                ACME, null, 2, FEBRUARY, MARCH, null, List.of(),
                List.of(new Limit(Limit.Name.MAX_SYMBOLS, 80, false)), List.of(Limit.Name.TICKS)),
            new PlanOverride(
                ACME, ANN, 3, JANUARY, null, null, List.of(), List.of(),
                List.of(Limit.Name.MAX_SYMBOLS)));
    Standing tenant = new Standing(ACME, null, List.of(), overrides, List.of());
    assertThat(symbols(terms(tenant, JANUARY))).isEqualTo(70);
    assertThat(terms(tenant, JANUARY).usage(UsageType.API_CALLS)).contains(calls);
    Terms february = terms(tenant, FEBRUARY);
    assertThat(symbols(february)).isEqualTo(80);
    assertThat(february.limit(Limit.Name.TICKS)).isEmpty();
    assertThat(february.price()).isEqualTo(Money.parse("price", "49", "EUR"));
    assertThat(symbols(terms(tenant, MARCH))).isEqualTo(70);
    Standing ann = new Standing(ACME, ANN, List.of(), overrides, List.of());
    assertThat(terms(ann, JANUARY).limit(Limit.Name.MAX_SYMBOLS)).isEmpty();
  }

  @Test
  void betweenTheInstantsOfChangeNothingChanges() {
    List<SubscriptionChange> changes = new ArrayList<>(begin("s", null, JANUARY, 14).changes());
    changes.addAll(
        SubscriptionCourse.of(changes.getLast().after(), "test", FEBRUARY)
            .ask(new SubscriptionRequest.Cancel(true))
            .changes());
    Standing standing = standing(null, changes);
    Instant end = Instant.parse("2027-06-01T00:00:00Z");
    for (Instant at = JANUARY; at.isBefore(end); ) {
      Instant next = Terms.nextChange(plans(), Tier.PRO, standing, at);
      assertThat(next).isAfter(at);
      Terms now = terms(standing, at);
      Terms before = terms(standing, next.minusNanos(1_000));
      assertThat(before.version()).isEqualTo(now.version());
      assertThat(before.limits()).isEqualTo(now.limits());
      assertThat(before.cycle()).isEqualTo(now.cycle());
      at = next;
    }
  }

  @Test
  void usageIsPricedByTheTierOfEachUnitOrOfTheLast() {
    List<UsagePrice.Tier> tiers =
        List.of(
            new UsagePrice.Tier(10, new BigDecimal("1")),
            new UsagePrice.Tier(20, new BigDecimal("0.5")),
            UsagePrice.Tier.unbounded(new BigDecimal("0.1")));
    UsagePrice graduated =
        new UsagePrice(UsageType.API_CALLS, 0, false, UsagePrice.Tiering.GRADUATED, tiers);
    UsagePrice volume =
        new UsagePrice(UsageType.API_CALLS, 0, false, UsagePrice.Tiering.VOLUME, tiers);
    for (String[] expected :
        List.of(
            new String[] {"0", "0", "0"},
            new String[] {"10", "10", "10"},
            new String[] {"11", "10.5", "5.5"},
            new String[] {"20", "15", "10"},
            new String[] {"30", "16", "3"})) {
      long beyond = Long.parseLong(expected[0]);
      assertThat(sum(graduated, beyond)).isEqualByComparingTo(expected[1]);
      assertThat(sum(volume, beyond)).isEqualByComparingTo(expected[2]);
    }
    assertThat(UsagePrice.of(graduated.text())).isEqualTo(graduated);
    assertThat(UsagePrice.of(volume.text())).isEqualTo(volume);
  }

  private static BigDecimal sum(UsagePrice price, long beyond) {
    return price.overage(beyond).stream()
        .map(UsagePrice.Part::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
