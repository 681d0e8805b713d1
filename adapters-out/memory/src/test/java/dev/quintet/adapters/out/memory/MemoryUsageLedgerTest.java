package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.UsageLedgerContract;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;

final class MemoryUsageLedgerTest implements UsageLedgerContract {

  private final MemoryUsageLedger ledger = new MemoryUsageLedger(Clock.systemUTC());

  @Override
  public UsageLedger ledger() {
    return ledger;
  }

  @Override
  public TenantId newTenant() {
    return Fresh.tenant();
  }
}
