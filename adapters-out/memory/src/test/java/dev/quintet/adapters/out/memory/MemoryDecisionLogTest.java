package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.DecisionLogContract;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;
import java.util.List;

final class MemoryDecisionLogTest implements DecisionLogContract {

  private final List<Object> adapters =
      MemoryAdapters.ofEveryPort(
          Clock.systemUTC(), new MemoryTickStore(), new MemoryUsageLedger(Clock.systemUTC()));

  @Override
  public <P> P port(Class<P> type) {
    return adapters.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  @Override
  public TenantId newTenant() {
    return Fresh.tenant();
  }
}
