package dev.quintet.adapters.out.postgresql;

import dev.quintet.adapters.out.contract.BatchLedgerContract;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.tenancy.TenantId;

final class PostgresBatchLedgerTest implements BatchLedgerContract {

  @Override
  public BatchLedger ledger() {
    return TestPostgres.bean(BatchLedger.class);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }
}
