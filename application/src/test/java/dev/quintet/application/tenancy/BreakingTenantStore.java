package dev.quintet.application.tenancy;

import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tenants in memory; it breaks once, where it is told to. */
final class BreakingTenantStore implements TenantStore {

  /** Before the work is done, or after it, when only the answer is lost. */
  enum Break {
    NOWHERE,
    BEFORE_REGISTERING,
    AFTER_REGISTERING,
    BEFORE_PROVISIONING,
    AFTER_PROVISIONING
  }

  final MemoryTenantStore tenants = new MemoryTenantStore();
  Break next = Break.NOWHERE;
  int finds;

  @Override
  public Tenant register(Tenant tenant, Deadline deadline) {
    breakAt(Break.BEFORE_REGISTERING, new Problem.Unavailable("postgresql"));
    Tenant held = tenants.register(tenant, deadline);
    breakAt(Break.AFTER_REGISTERING, new Problem.OutcomeUnknown("register"));
    return held;
  }

  @Override
  public Tenant provision(TenantId tenant, Deadline deadline) {
    breakAt(Break.BEFORE_PROVISIONING, new Problem.Unavailable("postgresql"));
    Tenant active = tenants.provision(tenant, deadline);
    breakAt(Break.AFTER_PROVISIONING, new Problem.OutcomeUnknown("provision"));
    return active;
  }

  @Override
  public Optional<Tenant> find(TenantId tenant, Deadline deadline) {
    finds++;
    return tenants.find(tenant, deadline);
  }

  @Override
  public Page<Tenant> list(@Nullable Cursor after, int limit, Deadline deadline) {
    return tenants.list(after, limit, deadline);
  }

  @Override
  public long countActive(Deadline deadline) {
    return tenants.countActive(deadline);
  }

  private void breakAt(Break here, Problem problem) {
    if (next == here) {
      next = Break.NOWHERE;
      throw new ProblemException(problem);
    }
  }
}
