package dev.quintet.adapters.out.postgresql.marketdata;

import dev.quintet.adapters.out.contract.SymbolLedgerContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.marketdata.SymbolLedger;
import dev.quintet.domain.tenancy.TenantId;

final class PostgresSymbolLedgerTest implements SymbolLedgerContract {

  @Override
  public SymbolLedger ledger() {
    return TestPostgres.bean(SymbolLedger.class);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }
}
