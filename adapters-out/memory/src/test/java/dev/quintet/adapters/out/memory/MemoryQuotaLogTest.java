package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.QuotaLogContract;
import dev.quintet.domain.subscriptions.QuotaLog;
import dev.quintet.domain.tenancy.TenantId;

final class MemoryQuotaLogTest implements QuotaLogContract {

  private final QuotaLog log = new MemoryQuotaLog();

  @Override
  public QuotaLog log() {
    return log;
  }

  @Override
  public TenantId newTenant() {
    return Fresh.tenant();
  }
}
