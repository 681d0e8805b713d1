package dev.quintet.adapters.out.memory;

import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** The generations of what an index has. */
public final class MemoryGenerationIndex implements GenerationIndex {

  private final String projection;
  private final ObjLongConsumer<TenantId> clearing;
  private final Map<TenantId, Long> shown = new HashMap<>();
  private final Map<TenantId, Long> built = new HashMap<>();

  /**
   * @param clearing takes out what a tenant has of generations before that one
   */
  MemoryGenerationIndex(String projection, ObjLongConsumer<TenantId> clearing) {
    this.projection = projection;
    this.clearing = clearing;
  }

  @Override
  public StoreName store() {
    return MemoryFillIndex.STORE;
  }

  @Override
  public String projection() {
    return projection;
  }

  synchronized long shown(TenantId tenant) {
    return shown.getOrDefault(tenant, 0L);
  }

  /** The one that is shown, and the one that is being built. */
  synchronized List<Long> live(TenantId tenant) {
    long last = built.getOrDefault(tenant, 0L);
    return last > shown(tenant) ? List.of(shown(tenant), last) : List.of(shown(tenant));
  }

  @Override
  public synchronized long begin(TenantId tenant, Deadline deadline) {
    MemoryFailures.check(deadline);
    List<Long> live = live(tenant);
    long generation = live.size() > 1 ? live.getLast() : shown(tenant) + 1;
    built.put(tenant, generation);
    return generation;
  }

  @Override
  public synchronized void show(TenantId tenant, long generation, Deadline deadline) {
    MemoryFailures.check(deadline);
    long unused = shown.merge(tenant, generation, Math::max);
  }

  @Override
  public void clear(TenantId tenant, Deadline deadline) {
    MemoryFailures.check(deadline);
    clearing.accept(tenant, shown(tenant));
  }
}
