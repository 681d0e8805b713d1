package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.OnceContract;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Once;
import java.time.Clock;

final class MemoryOnceTest implements OnceContract {

  private final MemoryUsageLedger usage = new MemoryUsageLedger(Clock.systemUTC());
  private final MemoryOnce once = new MemoryOnce(usage);

  @Override
  public Once once() {
    return once;
  }

  @Override
  public UsageLedger usage() {
    return usage;
  }

  @Override
  public TenantId newTenant() {
    return Fresh.tenant();
  }
}
