package dev.quintet.adapters.out.memory;

import dev.quintet.domain.operations.Comparison;
import dev.quintet.domain.operations.ComparisonStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Comparisons by tenant, store and projection. */
public final class MemoryComparisonStore implements ComparisonStore {

  private record Key(TenantId tenant, String store, String projection) {}

  private final Map<Key, Comparison> all = new HashMap<>();

  @Override
  public synchronized List<Comparison> list(Set<TenantId> tenants, Deadline deadline) {
    MemoryFailures.check(deadline);
    return all.values().stream().filter(it -> tenants.contains(it.tenant())).toList();
  }

  @Override
  public synchronized void put(Comparison comparison, Deadline deadline) {
    MemoryFailures.check(deadline);
    all.put(
        new Key(comparison.tenant(), comparison.store(), comparison.projection()), comparison);
  }
}
