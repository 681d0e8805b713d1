package dev.quintet.application.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Subscriptions;
import dev.quintet.adapters.out.memory.MemoryEnrolmentStore;
import dev.quintet.adapters.out.memory.MemoryPlanStore;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.subscriptions.SubscriptionState;
import dev.quintet.domain.subscriptions.Terms;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EnrolmentTest {

  private static final Instant SINCE = Instant.parse("2026-01-10T00:00:00Z");
  private static final Instant CREATED = Instant.parse("2026-01-31T10:11:12.000013Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final QuotaSetting setting = new QuotaSetting();
  private final Enrolment enrolment =
      new Enrolment(
          new MemoryEnrolmentStore(setting.subscriptions, SINCE),
          setting.subscriptions,
          setting.tenants,
          setting.clock);

  private Tenant tenant(String id, Tenant.State state, Instant createdAt) {
    return setting.tenants.register(
        new Tenant(new TenantId(id), id, Tier.PRO, state, createdAt), Fresh.deadline());
  }

  private Tenant tenant(String id) {
    return tenant(id, Tenant.State.ACTIVE, CREATED);
  }

  private void runAt(Instant now) {
    setting.now = now;
    enrolment.run(Fresh.deadline());
  }

  private List<Subscription> of(Tenant tenant) {
    return setting.subscriptions.list(tenant.id(), null, null, 10, Fresh.deadline()).items();
  }

  private static Principal principal(Role role, TenantScope scope) {
    return new Principal("k", role, scope, new ServiceName("test"), null);
  }

  @Test
  void aNewTenantIsSubscribedToThePlanOfItsTierFromItsCreationOn() {
    Tenant made = tenant("made");
    runAt(CREATED.plus(DAY).minusMillis(1));
    assertThat(of(made)).as("an operator has a day for something else").isEmpty();
    runAt(CREATED.plus(DAY));
    Subscription subscription = of(made).getFirst();
    assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(subscription.plan()).hasToString("pro");
    assertThat(subscription.agreed().startsAt()).isEqualTo(CREATED);
    assertThat(
            setting
                .subscriptions
                .history(made.id(), subscription.id(), null, 10, Fresh.deadline())
                .items())
        .allSatisfy(
            it -> {
              assertThat(it.at()).isEqualTo(CREATED);
              assertThat(it.recordedAt()).isEqualTo(CREATED.plus(DAY));
            });
    runAt(CREATED.plus(DAY));
    assertThat(of(made)).containsExactly(subscription);
  }

  /** What was in force before the job came is what would have been if it had come at once. */
  @Test
  void aJobThatComesLateChangesNothing() {
    Tenant late = tenant("late");
    runAt(CREATED.plus(Duration.ofDays(40)));
    new SubscriptionRenewal(setting.subscriptions, setting.tenants, setting.clock)
        .run(Fresh.deadline());
    TermsReading terms = new TermsReading(new MemoryPlanStore(), setting.terms, setting.clock);
    Terms before = terms.at(late, null, CREATED.plus(DAY), Fresh.deadline());
    assertThat(before.subscription()).isNotNull();
    assertThat(before.cycle().from()).isEqualTo("2026-01-31");
    assertThat(terms.at(late, null, setting.now, Fresh.deadline()).cycle().from())
        .isEqualTo("2026-02-28");
  }

  @Test
  void whoHasOrHadASubscriptionOrIsNotServedOrWasThereBeforeIsLeftAlone() {
    Tenant has = tenant("has");
    Tenant had = tenant("had");
    Tenant suspended = tenant("suspended", Tenant.State.SUSPENDED, CREATED);
    Tenant before = tenant("before", Tenant.State.ACTIVE, SINCE.minusMillis(1));
    Tenant onlyItsUser = tenant("only_its_user");
    Subscriptions some = new Subscriptions(setting.subscriptions);
    some.begin(has.id(), null, new SubscriptionId("s"));
    some.begin(had.id(), null, new SubscriptionId("s"));
    some.ask(
        had.id(),
        new SubscriptionId("s"),
        new SubscriptionRequest.Cancel(false),
        Subscriptions.BEGIN.plusSeconds(5));
    some.begin(onlyItsUser.id(), new UserId("ann"), new SubscriptionId("s"));
    runAt(CREATED.plus(Duration.ofDays(3)));
    assertThat(of(has)).hasSize(1);
    assertThat(of(had)).hasSize(1);
    assertThat(of(suspended)).isEmpty();
    assertThat(of(before)).isEmpty();
    assertThat(of(onlyItsUser)).extracting(Subscription::id).contains(Enrolment.ID);
  }

  @Test
  void anOperatorSeesWhoHasNoneAndWhenThatEnds() {
    tenant("new_one");
    tenant("old_one", Tenant.State.ACTIVE, SINCE.minusSeconds(1));
    Principal operator = principal(Role.OPERATOR, new TenantScope.All());
    assertThat(enrolment.unsubscribed(operator, null, 100, Fresh.deadline()).items())
        .extracting(it -> it.tenant().id().value(), Enrolment.Unsubscribed::subscribedAt)
        .contains(
            tuple("new_one", Optional.of(CREATED.plus(DAY))),
            tuple("old_one", Optional.empty()));
    assertThatThrownBy(
            () ->
                enrolment.unsubscribed(
                    principal(Role.SERVICE, new TenantScope.All()), null, 1, Fresh.deadline()))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> enrolment.unsubscribed(operator, null, 0, Fresh.deadline()))
        .hasMessageContaining("page_size");
  }
}
