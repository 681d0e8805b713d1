package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.BatchLedgerContract;
import dev.quintet.adapters.out.contract.BatchMeteringContract;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;

final class MemoryBatchLedgerTest implements BatchLedgerContract, BatchMeteringContract {

  private final MemoryUsageLedger usage = new MemoryUsageLedger(Clock.systemUTC());
  private final MemoryBatchLedger ledger = new MemoryBatchLedger(usage);

  @Override
  public BatchLedger ledger() {
    return ledger;
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
