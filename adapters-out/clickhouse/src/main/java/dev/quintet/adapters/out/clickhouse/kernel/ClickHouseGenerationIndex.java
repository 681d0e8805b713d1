package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;

/** Generations of the tables of one projection. */
public final class ClickHouseGenerationIndex implements GenerationIndex {

  private final Generations generations;
  private final String projection;

  public ClickHouseGenerationIndex(Generations generations, String projection) {
    this.generations = generations;
    this.projection = projection;
  }

  @Override
  public StoreName store() {
    return ClickHouseFailures.STORE;
  }

  @Override
  public String projection() {
    return projection;
  }

  @Override
  public long begin(TenantId tenant, Deadline deadline) {
    return generations.begin(tenant, projection, deadline);
  }

  @Override
  public void show(TenantId tenant, long generation, Deadline deadline) {
    generations.show(tenant, projection, generation, deadline);
  }

  @Override
  public void clear(TenantId tenant, Deadline deadline) {
    generations.clear(tenant, projection, deadline);
  }
}
