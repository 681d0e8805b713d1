package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.subscriptions.EnrolmentStore;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an {@link EnrolmentStore} does. */
public interface EnrolmentStoreContract {

  EnrolmentStore enrolments();

  /** The store whose subscriptions it looks at. */
  SubscriptionStore subscriptions();

  /** A new tenant that has none. */
  TenantId newTenant();

  @Test
  default void sinceWhenTenantsAreSubscribedNeverChanges() {
    Instant since = enrolments().since(Fresh.deadline());
    assertThat(since).isBeforeOrEqualTo(Instant.now());
    assertThat(enrolments().since(Fresh.deadline())).isEqualTo(since);
  }

  @Test
  default void aTenantIsSubscribedOnceItHasASubscriptionOfItsOwn() {
    TenantId with = newTenant();
    TenantId without = newTenant();
    TenantId ofAUser = newTenant();
    TenantId notAsked = newTenant();
    Subscriptions some = new Subscriptions(subscriptions());
    SubscriptionId id = new SubscriptionId("s");
    some.begin(with, null, id);
    some.begin(ofAUser, new UserId("ann"), id);
    some.begin(notAsked, null, id);
    Set<TenantId> asked = Set.of(with, without, ofAUser);
    assertThat(enrolments().subscribed(asked, Fresh.deadline())).containsExactly(with);
    assertThat(enrolments().subscribed(Set.of(without), Fresh.deadline())).isEmpty();
  }

  @Test
  default void afterItsDeadlineNothingIsAnswered() {
    TenantId tenant = newTenant();
    assertUnavailable(
        () -> enrolments().since(Fresh.expired()),
        () -> enrolments().subscribed(Set.of(tenant), Fresh.expired()));
  }
}
