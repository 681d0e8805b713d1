package dev.quintet.application.tenancy;

import dev.quintet.application.shared.FairShares;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.Tier;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates tenants, and shows them.
 *
 * <p>Creation is register, issue the tenant-admin key, provision. The key is stored before the
 * tenant becomes active, so the call that makes it active has a key to show; whatever fails or dies
 * before that is finished by a retry, which issues a key of its own. A key whose answer failed while
 * this process lives on is kept and shown by the retry.
 */
public final class Onboarding {

  private final Access access;
  private final TenantStore tenants;
  private final Keys keys;
  private final Clock clock;
  private final FairShares underWay =
      new FairShares("calls at the same time that make one tenant", Long.MAX_VALUE, 1);
  private final ConcurrentHashMap<TenantId, String> unshown = new ConcurrentHashMap<>();

  public Onboarding(Access access, TenantStore tenants, Keys keys, Clock clock) {
    this.access = access;
    this.tenants = tenants;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What became of a wish for a tenant.
   *
   * @param created false: it was there already, with this content
   * @param tenantAdminKey shown now and never again, null unless this call made it
   */
  public record Created(Tenant tenant, boolean created, @Nullable String tenantAdminKey) {

    public Optional<String> adminKey() {
      return Optional.ofNullable(tenantAdminKey);
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Created[" + tenant + ", " + created + "]";
    }
  }

  /**
   * Makes a tenant and its schema. Idempotent: the same content again changes nothing, or finishes
   * what an interrupted call began.
   *
   * @throws ProblemException Denied unless an operator asks; Invalid for a name that Quintet keeps
   *     for itself; AlreadyExists when the id is taken with
   *     other content; Unavailable and OutcomeUnknown are answered by a retry
   */
  public Created create(
      Principal principal, TenantId id, String name, Tier tier, Deadline deadline) {
    Access.requireCreatable(principal, Permission.TENANTS_CREATE, id);
    Tenant wish = new Tenant(id, name, tier, Tenant.State.PROVISIONING, clock.instant());
    return alone(id, deadline, () -> createAlone(wish, deadline));
  }

  /**
   * Makes the schema of a registered tenant, or completes it. Idempotent. It finishes an interrupted
   * creation, and then shows its key.
   *
   * @throws ProblemException Denied unless an operator asks; Invalid for a name that Quintet keeps
   *     for itself; NotFound when it is not registered; NotReady when it is suspended; Unavailable
   *     and OutcomeUnknown are answered by a retry
   */
  public Created provision(Principal principal, TenantId id, Deadline deadline) {
    Access.requireCreatable(principal, Permission.TENANTS_CREATE, id);
    return alone(id, deadline, () -> provisionAlone(id, deadline));
  }

  /** One call per tenant at a time, so that of two callers one is shown the key. */
  private Created alone(TenantId id, Deadline deadline, Supplier<Created> work) {
    underWay.acquire(id, 1, deadline);
    try {
      return work.get();
    } finally {
      underWay.release(id, 1);
    }
  }

  private Created createAlone(Tenant wish, Deadline deadline) {
    TenantId id = wish.id();
    Tenant held = tenants.register(wish, deadline);
    if (!held.sameContent(wish)) {
      throw new ProblemException(new Problem.AlreadyExists("tenant", id.value()));
    }
    return finish(held, deadline);
  }

  private Created provisionAlone(TenantId id, Deadline deadline) {
    Tenant held =
        tenants
            .find(id, deadline)
            .orElseThrow(() -> new ProblemException(new Problem.NotFound("tenant", id.value())));
    return switch (held.state()) {
      case PROVISIONING -> finish(held, deadline);
      // Its tables may be those of an earlier version.
      case ACTIVE -> finish(tenants.provision(id, deadline), deadline);
      case SUSPENDED ->
          throw new ProblemException(new Problem.NotReady("tenant " + id + " is suspended"));
    };
  }

  /** Makes active what is not, and shows the key that nobody was shown. */
  private Created finish(Tenant registered, Deadline deadline) {
    Tenant held = registered;
    TenantId id = held.id();
    if (held.state() == Tenant.State.PROVISIONING) {
      if (!unshown.containsKey(id)) {
        unshown.put(
            id, keys.issue(Role.TENANT_ADMIN, new TenantScope.One(id), deadline).text());
      }
      held = tenants.provision(id, deadline);
    }
    String key = unshown.remove(id);
    return new Created(held, key != null, key);
  }

  /**
   * The tenant of that id: any for an operator, its own for a tenant's admin.
   *
   * @throws ProblemException Denied for other roles; NotFound when there is none or it is another's
   */
  public Tenant byId(Principal principal, TenantId id, Deadline deadline) {
    return access.named(principal, Permission.TENANTS_READ, id, deadline);
  }

  /**
   * Tenants by id; those that the key speaks for, and only the one that the call is narrowed to.
   *
   * @param after null: from the first
   * @param limit 1 to {@value Page#MAX_SIZE}
   * @throws ProblemException Denied unless an operator asks; Invalid for another limit or cursor
   */
  public Page<Tenant> list(
      Principal principal, @Nullable Cursor after, int limit, Deadline deadline) {
    Access.require(principal, Permission.TENANTS_LIST);
    Page.checkSize(limit);
    return switch (principal.scope()) {
      case TenantScope.All() -> tenants.list(after, limit, deadline);
      case TenantScope.Listed(Set<TenantId> some) -> listed(some, after, limit, deadline);
      case TenantScope.One(TenantId one) -> listed(Set.of(one), after, limit, deadline);
    };
  }

  /** Not taken out of a page of all: its cursor would name a tenant that the key does not reach. */
  private Page<Tenant> listed(
      Set<TenantId> ids, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = Listing.of("tenants of a key", ids.stream().sorted().toList());
    String last = listing.position(after);
    List<Tenant> found =
        ids.stream()
            .filter(id -> id.value().compareTo(last) > 0)
            .sorted()
            .limit(limit + 1L)
            .flatMap(id -> tenants.find(id, deadline).stream())
            .toList();
    return listing.page(found, limit, tenant -> List.of(tenant.id().value()));
  }
}
