package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.BatchLedgerContract;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.tenancy.TenantId;

final class MemoryBatchLedgerTest implements BatchLedgerContract {

  private final MemoryBatchLedger ledger = new MemoryBatchLedger();

  @Override
  public BatchLedger ledger() {
    return ledger;
  }

  @Override
  public TenantId newTenant() {
    return Fresh.tenant();
  }
}
