package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Subscriptions.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.subscriptions.PaymentEvent;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.subscriptions.SubscriptionState;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link SubscriptionStore} does with what the payment provider says; part of its contract. */
public interface SubscriptionPaymentsContract {

  SubscriptionId ID = new SubscriptionId("s-1");

  SubscriptionStore subscriptions();

  /** A new tenant that the store accepts. */
  TenantId newTenant();

  private Subscriptions some() {
    return new Subscriptions(subscriptions());
  }

  @Test
  default void theMostThatASubscriptionSaysIsKept() {
    TenantId tenant = newTenant();
    SubscriptionId id = new SubscriptionId("Z".repeat(64));
    Instant latest = Instant.parse("2399-12-31T23:59:59.999998Z");
    Subscription.Agreement agreed =
        new Subscription.Agreement(latest, 0, latest.plusNanos(1_000), 366);
    subscriptions()
        .change(
            tenant,
            Subscriptions.write(tenant, "1"),
            id,
            Subscriptions.beginning(tenant, new UserId("@".repeat(64)), id, agreed),
            Fresh.deadline());
    assertThat(some().found(tenant, id).agreed()).isEqualTo(agreed);
    some().ask(tenant, id, new SubscriptionRequest.Cancel(true), BEGIN);
    PaymentEvent event =
        new PaymentEvent(
            "e".repeat(200), tenant, id, Long.MAX_VALUE, true, BEGIN, Money.parse("amount", "9999999999999999.9999", "CLF"));
    subscriptions()
        .pay(
            tenant,
            Subscriptions.write(tenant, event.id()),
            event,
            (it, known) -> SubscriptionCourse.of(it, "c".repeat(220), BEGIN).paid(known).changes(),
            Fresh.deadline());
    Subscription.Payments paid = new Subscription.Payments(Long.MAX_VALUE, BEGIN, BEGIN);
    Subscription most = some().found(tenant, id);
    assertThat(most.payments()).isEqualTo(paid);
    assertThat(most.state()).isEqualTo(SubscriptionState.SCHEDULED);
    assertThat(most.cancelsAt()).isNotNull();
    assertThat(some().history(tenant, id).getLast().after()).isEqualTo(most);
  }

  private static PaymentEvent event(TenantId tenant, long version, boolean failed) {
    return new PaymentEvent(
        "evt_" + version, tenant, ID, version, failed, BEGIN.plusSeconds(version), null);
  }

  private List<Long> pay(PaymentEvent event) {
    List<Long> known = new ArrayList<>();
    subscriptions()
        .pay(
            event.tenant(),
            Subscriptions.write(event.tenant(), event.id()),
            event,
            (it, events) -> {
              events.forEach(each -> known.add(each.version()));
              return SubscriptionCourse.of(it, "payment " + event.id(), BEGIN.plusSeconds(100))
                  .paid(events)
                  .changes();
            },
            Fresh.deadline());
    return known;
  }

  @Test
  default void whatTheProviderSaysIsKnownNewestFirstAndDecidedOnce() {
    TenantId tenant = newTenant();
    some().begin(tenant, null, ID);
    assertThat(pay(event(tenant, 3, true))).containsExactly(3L);
    assertThat(some().found(tenant, ID).state()).isEqualTo(SubscriptionState.PAST_DUE);
    assertThat(pay(event(tenant, 1, true))).containsExactly(3L, 1L);
    assertThat(pay(event(tenant, 2, false))).containsExactly(3L, 2L, 1L);
    assertThat(some().found(tenant, ID).state()).isEqualTo(SubscriptionState.PAST_DUE);
    assertThat(pay(event(tenant, 2, false))).as("a repetition decides nothing").isEmpty();
    assertThat(pay(event(tenant, 4, false))).containsExactly(4L, 3L, 2L, 1L);
    assertThat(some().found(tenant, ID).state()).isEqualTo(SubscriptionState.ACTIVE);
    PaymentEvent sameVersion =
        new PaymentEvent("another", tenant, ID, 4, true, BEGIN.plusSeconds(9), null);
    assertThat(pay(sameVersion)).containsExactly(4L, 3L, 2L, 1L);
    assertThat(some().found(tenant, ID).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  default void whatIsSaidOfNoSubscriptionIsNotRecorded() {
    TenantId tenant = newTenant();
    for (int i = 0; i < 2; i++) {
      assertProblem(Problem.NotFound.class, () -> pay(event(tenant, 1, true)));
    }
    some().begin(tenant, null, ID);
    assertThat(pay(event(tenant, 1, true))).containsExactly(1L);
  }
}
