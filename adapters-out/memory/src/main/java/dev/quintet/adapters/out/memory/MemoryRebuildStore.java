package dev.quintet.adapters.out.memory;

import dev.quintet.domain.operations.Rebuild;
import dev.quintet.domain.operations.RebuildStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Rebuilds in the order in which they were requested. */
public final class MemoryRebuildStore implements RebuildStore {

  private static final int MOST = 100;

  private final List<Rebuild> all = new ArrayList<>();

  private List<Rebuild> where(Predicate<Rebuild> condition) {
    return all.stream().filter(condition).toList();
  }

  @Override
  public synchronized Rebuild request(
      TenantId tenant, String projection, Instant now, Deadline deadline) {
    MemoryFailures.check(deadline);
    List<Rebuild> same =
        where(it -> it.tenant().equals(tenant) && it.projection().equals(projection));
    if (!same.isEmpty() && same.getLast().state() != Rebuild.State.DONE) {
      return same.getLast();
    }
    Rebuild fresh = Rebuild.requested(tenant, projection, same.size() + 1, now);
    all.add(fresh);
    return fresh;
  }

  @Override
  public synchronized List<Rebuild> list(TenantId tenant, Deadline deadline) {
    MemoryFailures.check(deadline);
    return where(it -> it.tenant().equals(tenant)).reversed().stream().limit(MOST).toList();
  }

  @Override
  public synchronized List<Rebuild> open(Set<TenantId> tenants, Deadline deadline) {
    MemoryFailures.check(deadline);
    return where(it -> tenants.contains(it.tenant()) && it.state() != Rebuild.State.DONE);
  }

  @Override
  public synchronized void put(Rebuild rebuild, Deadline deadline) {
    MemoryFailures.check(deadline);
    all.replaceAll(
        it ->
            it.tenant().equals(rebuild.tenant())
                    && it.projection().equals(rebuild.projection())
                    && it.number() == rebuild.number()
                    && it.state() != Rebuild.State.DONE
                ? rebuild
                : it);
  }
}
