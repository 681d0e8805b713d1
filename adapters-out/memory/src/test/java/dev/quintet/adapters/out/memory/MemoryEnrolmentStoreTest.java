package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.EnrolmentStoreContract;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.subscriptions.EnrolmentStore;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;

final class MemoryEnrolmentStoreTest implements EnrolmentStoreContract {

  private final MemorySubscriptionStore subscriptions =
      new MemorySubscriptionStore(new MemoryOnce(new MemoryUsageLedger(Clock.systemUTC())));
  private final EnrolmentStore enrolments = new MemoryEnrolmentStore(subscriptions, Instant.EPOCH);

  @Override
  public EnrolmentStore enrolments() {
    return enrolments;
  }

  @Override
  public SubscriptionStore subscriptions() {
    return subscriptions;
  }

  @Override
  public TenantId newTenant() {
    return Fresh.tenant();
  }
}
