package dev.quintet.adapters.out.clickhouse.trades;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.Generations;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Singleton;

/** Generations of what trades derive. */
@Singleton
final class ClickHouseGenerationIndex implements GenerationIndex {

  private final Generations generations;

  ClickHouseGenerationIndex(Generations generations) {
    this.generations = generations;
  }

  @Override
  public StoreName store() {
    return ClickHouseFailures.STORE;
  }

  @Override
  public String projection() {
    return TradeTables.PROJECTION;
  }

  @Override
  public long begin(TenantId tenant, Deadline deadline) {
    return generations.begin(tenant, TradeTables.PROJECTION, deadline);
  }

  @Override
  public void show(TenantId tenant, long generation, Deadline deadline) {
    generations.show(tenant, TradeTables.PROJECTION, generation, deadline);
  }

  @Override
  public void clear(TenantId tenant, Deadline deadline) {
    generations.clear(tenant, TradeTables.PROJECTION, deadline);
  }
}
