package dev.quintet.application.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Subscriptions;
import dev.quintet.adapters.out.memory.MemoryOnce;
import dev.quintet.adapters.out.memory.MemoryPlanStore;
import dev.quintet.adapters.out.memory.MemorySubscriptionStore;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.adapters.out.memory.MemoryTermsStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionState;
import dev.quintet.domain.subscriptions.Terms;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SubscriptionRenewalTest {

  private static final SubscriptionId ID = new SubscriptionId("s");
  private static final Instant LATER = Instant.parse("2027-03-01T00:00:00Z");

  private final MemoryTenantStore tenants = new MemoryTenantStore();
  private final MemoryOnce once = new MemoryOnce(new MemoryUsageLedger(Clock.systemUTC()));
  private final MemorySubscriptionStore store = new MemorySubscriptionStore(once);
  private final Subscriptions subscriptions = new Subscriptions(store);

  private Tenant tenant() {
    Tenant tenant =
        new Tenant(Fresh.tenant(), "T", Tier.PRO, Tenant.State.ACTIVE, Subscriptions.BEGIN);
    return tenants.register(tenant, Fresh.deadline());
  }

  private void run(Instant now) {
    new SubscriptionRenewal(store, tenants, Clock.fixed(now, ZoneOffset.UTC)).run(Fresh.deadline());
  }

  @Test
  void whatWasDueInAYearWithoutJobsIsRecordedAsIfInTime() {
    TenantId late = tenant().id();
    TenantId inTime = tenant().id();
    subscriptions.begin(late, null, ID);
    subscriptions.begin(inTime, null, ID);
    for (Instant at = Subscriptions.BEGIN; at.isBefore(LATER); at = at.plus(Duration.ofHours(7))) {
      Instant now = at;
      store.advance(
          inTime, ID, it -> SubscriptionCourse.of(it, "time", now).changes(), Fresh.deadline());
    }
    run(LATER);
    run(LATER);
    assertThat(subscriptions.history(late, ID))
        .extracting(SubscriptionChange::at)
        .isEqualTo(subscriptions.history(inTime, ID).stream().map(SubscriptionChange::at).toList())
        .hasSize(2 + 13);
    assertThat(subscriptions.found(late, ID).cycle().from()).isEqualTo("2027-02-28");
  }

  @Test
  void moreThanOnePageOfTenantsAndOfWhatIsDueIsRecorded() {
    List<TenantId> all =
        IntStream.range(0, 1_100).mapToObj(i -> tenant().id()).toList();
    all.forEach(it -> subscriptions.begin(it, null, ID));
    run(Instant.parse("2026-02-28T00:00:00Z"));
    assertThat(all).allMatch(it -> subscriptions.found(it, ID).cycle().from().toString().equals("2026-02-28"));
  }

  @Test
  void termsAreRememberedForASecondAndRightForAnyInstant() {
    Tenant tenant = tenant();
    long[] nanos = {0};
    MemoryTermsStore stored = new MemoryTermsStore(once, store);
    TermsReading terms =
        new TermsReading(
            new MemoryPlanStore(),
            stored,
            Clock.fixed(Subscriptions.BEGIN, ZoneOffset.UTC),
            () -> nanos[0]);
    Terms before = terms.now(tenant, null, Fresh.deadline());
    assertThat(before.subscription()).isNull();
    subscriptions.begin(tenant.id(), null, ID);
    assertThat(terms.now(tenant, null, Fresh.deadline())).isSameAs(before);
    nanos[0] = Duration.ofSeconds(1).toNanos();
    assertThat(terms.now(tenant, null, Fresh.deadline()).subscription())
        .isNotNull()
        .extracting(Subscription::state)
        .isEqualTo(SubscriptionState.ACTIVE);
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    List<Terms> parts =
        TermsReading.between(
            terms.plans(Fresh.deadline()),
            tenant,
            stored.standing(tenant.id(), null, from, Fresh.deadline()),
            from,
            LATER);
    assertThat(parts.getFirst().subscription()).isNull();
    assertThat(parts).extracting(Terms::at).isSorted().doesNotHaveDuplicates();
    assertThat(parts.getLast().version().plan()).isEqualTo(new PlanId("pro"));
    for (String at : List.of("1969-12-31T23:59:59Z", "2400-01-01T00:00:01Z")) {
      assertThatThrownBy(() -> terms.at(tenant, null, Instant.parse(at), Fresh.deadline()))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("at");
    }
  }
}
