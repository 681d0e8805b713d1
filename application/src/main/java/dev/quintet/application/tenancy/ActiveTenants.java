package dev.quintet.application.tenancy;

import dev.quintet.application.shared.ExpiringCache;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The tenants that are served. A change of a tenant's state or tier is effective in a second. */
public final class ActiveTenants {

  private static final Duration REMEMBERED = Duration.ofSeconds(1);
  private static final int REMEMBERED_TENANTS = 10_000;

  private final TenantStore store;
  private final ExpiringCache<TenantId, Tenant> remembered;

  public ActiveTenants(TenantStore store) {
    this(store, System::nanoTime);
  }

  ActiveTenants(TenantStore store, LongSupplier nanoClock) {
    this.store = store;
    this.remembered = new ExpiringCache<>("tenants", REMEMBERED, REMEMBERED_TENANTS, nanoClock);
  }

  /**
   * The tenant of that id.
   *
   * @throws ProblemException NotFound when there is none; NotReady when it is not made yet or
   *     suspended
   */
  public Tenant byId(TenantId id, Deadline deadline) {
    return remembered.get(id, it -> load(it, deadline), deadline);
  }

  /** The tenant if it is remembered; never waits. */
  public Optional<Tenant> remembered(TenantId id) {
    return remembered.find(id);
  }

  /** Not remembered unless active: a tenant is served as soon as it is complete. */
  private Tenant load(TenantId id, Deadline deadline) {
    Tenant tenant =
        store
            .find(id, deadline)
            .orElseThrow(() -> new ProblemException(new Problem.NotFound("tenant", id.value())));
    return switch (tenant.state()) {
      case ACTIVE -> tenant;
      case PROVISIONING ->
          throw new ProblemException(new Problem.NotReady("tenant " + id + " is being created"));
      case SUSPENDED ->
          throw new ProblemException(new Problem.NotReady("tenant " + id + " is suspended"));
    };
  }
}
