package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.TermsStoreContract;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.subscriptions.TermsStore;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;

final class MemoryTermsStoreTest implements TermsStoreContract {

  private final MemoryOnce once = new MemoryOnce(new MemoryUsageLedger(Clock.systemUTC()));
  private final MemorySubscriptionStore subscriptions = new MemorySubscriptionStore(once);
  private final MemoryTermsStore terms = new MemoryTermsStore(once, subscriptions);

  @Override
  public SubscriptionStore subscriptions() {
    return subscriptions;
  }

  @Override
  public TermsStore terms() {
    return terms;
  }

  @Override
  public TenantId newTenant() {
    return Fresh.tenant();
  }
}
