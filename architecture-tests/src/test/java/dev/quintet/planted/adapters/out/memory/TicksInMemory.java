package dev.quintet.planted.adapters.out.memory;

import dev.quintet.planted.domain.marketdata.Tick;
import dev.quintet.planted.domain.marketdata.TickStore;
import dev.quintet.planted.domain.shared.Deadline;
import dev.quintet.planted.domain.tenancy.TenantId;
import java.util.List;

/** Not named after its technology and port. */
final class TicksInMemory implements TickStore {

  @Override
  public List<Tick> list(TenantId tenant, Deadline deadline) {
    return List.of();
  }
}
