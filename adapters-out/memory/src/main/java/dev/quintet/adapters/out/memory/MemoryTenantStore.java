package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Tenants in a sorted map. */
public final class MemoryTenantStore implements TenantStore {

  private final ConcurrentSkipListMap<TenantId, Tenant> tenants = new ConcurrentSkipListMap<>();

  @Override
  public Tenant register(Tenant tenant, Deadline deadline) {
    MemoryFailures.check(deadline);
    Tenant earlier = tenants.putIfAbsent(tenant.id(), tenant);
    return earlier == null ? tenant : earlier;
  }

  @Override
  public Tenant provision(TenantId tenant, Deadline deadline) {
    MemoryFailures.check(deadline);
    Tenant active =
        tenants.computeIfPresent(tenant, (id, it) -> inState(it, Tenant.State.ACTIVE));
    if (active == null) {
      throw new ProblemException(new Problem.NotFound("tenant", tenant.value()));
    }
    return active;
  }

  /** Ends service to a tenant: there is no port for it yet, and tests need such tenants. */
  public void suspend(TenantId tenant) {
    tenants.computeIfPresent(tenant, (id, it) -> inState(it, Tenant.State.SUSPENDED));
  }

  @Override
  public Optional<Tenant> find(TenantId tenant, Deadline deadline) {
    MemoryFailures.check(deadline);
    return Optional.ofNullable(tenants.get(tenant));
  }

  @Override
  public Page<Tenant> list(@Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    String last = LISTING.position(after);
    List<Tenant> found =
        tenants.values().stream()
            .filter(tenant -> tenant.id().value().compareTo(last) > 0)
            .limit(limit + 1L)
            .toList();
    return LISTING.page(found, limit, tenant -> List.of(tenant.id().value()));
  }

  @Override
  public long countActive(Deadline deadline) {
    MemoryFailures.check(deadline);
    return tenants.values().stream()
        .filter(tenant -> tenant.state() == Tenant.State.ACTIVE && !tenant.id().isInternal())
        .count();
  }

  private static Tenant inState(Tenant tenant, Tenant.State state) {
    return new Tenant(tenant.id(), tenant.name(), tenant.tier(), state, tenant.createdAt());
  }
}
