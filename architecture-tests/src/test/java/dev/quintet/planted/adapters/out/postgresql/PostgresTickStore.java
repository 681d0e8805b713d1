package dev.quintet.planted.adapters.out.postgresql;

import dev.quintet.planted.domain.marketdata.Tick;
import dev.quintet.planted.domain.marketdata.TickStore;
import dev.quintet.planted.domain.shared.Deadline;
import dev.quintet.planted.domain.tenancy.TenantId;
import java.util.List;

/** No test runs the contract on it. */
final class PostgresTickStore implements TickStore {

  @Override
  public List<Tick> list(TenantId tenant, Deadline deadline) {
    return List.of();
  }
}
