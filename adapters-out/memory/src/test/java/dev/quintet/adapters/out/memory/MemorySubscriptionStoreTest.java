package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.SubscriptionStoreContract;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;

final class MemorySubscriptionStoreTest implements SubscriptionStoreContract {

  private final MemoryOnce once = new MemoryOnce(new MemoryUsageLedger(Clock.systemUTC()));
  private final MemorySubscriptionStore subscriptions = new MemorySubscriptionStore(once);

  @Override
  public SubscriptionStore subscriptions() {
    return subscriptions;
  }

  @Override
  public TenantId newTenant() {
    return Fresh.tenant();
  }
}
