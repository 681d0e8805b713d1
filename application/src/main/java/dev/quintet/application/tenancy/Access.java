package dev.quintet.application.tenancy;

import dev.quintet.application.shared.ExpiringCache;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call may do, and to which tenant: the one place that decides it, asked first by every
 * activity. A change of a tenant's state or tier is effective in a second.
 *
 * <p>Every method throws Denied when the call does not have the permission.
 */
public final class Access {

  private static final Duration REMEMBERED = Duration.ofSeconds(1);
  private static final int REMEMBERED_TENANTS = 10_000;

  private final TenantStore store;
  private final UserEpochs users;
  private final ExpiringCache<TenantId, Tenant> remembered;

  public Access(TenantStore store, UserEpochs users) {
    this(store, users, System::nanoTime);
  }

  Access(TenantStore store, UserEpochs users, LongSupplier nanoClock) {
    this.store = store;
    this.users = users;
    this.remembered = new ExpiringCache<>("tenants", REMEMBERED, REMEMBERED_TENANTS, nanoClock);
  }

  /** Refuses a call without that permission. For what is done to no tenant, or to all. */
  public static void require(Principal principal, Permission permission) {
    if (!principal.allows(permission)) {
      throw new ProblemException(new Problem.Denied(permission.word()));
    }
  }

  /**
   * The tenant that the call is for, as long as it is served.
   *
   * @throws ProblemException Invalid when the key speaks for several tenants and the call names
   *     none; NotFound when there is no such tenant, or the user that it acts for is not active; NotReady
   *     when the tenant is not made yet or suspended
   */
  public Tenant tenant(Principal principal, Permission permission, Deadline deadline) {
    require(principal, permission);
    Tenant tenant = remembered.get(principal.tenant(), it -> served(it, deadline), deadline);
    UserId user = principal.user();
    if (user != null) {
      long unused = users.of(principal.tenant(), user, deadline);
    }
    return tenant;
  }

  /** {@link #tenant}, with the user whose rows alone the call sees when it acts for one. */
  public Viewer viewer(Principal principal, Permission permission, Deadline deadline) {
    return new Viewer(tenant(principal, permission, deadline).id(), principal.user());
  }

  /**
   * Refuses a call that acts for one user: for what is the tenant's as a whole, where others may be asked
   * for one user's part.
   */
  public static void requireWhole(Principal principal, Permission permission) {
    if (principal.user() != null) {
      throw new ProblemException(new Problem.Denied(permission.word()));
    }
  }

  /**
   * Refuses a user that is not active now.
   *
   * @throws ProblemException NotFound
   */
  public void requireActive(TenantId tenant, UserId user, Deadline deadline) {
    served(tenant, deadline);
    long unused = users.ask(tenant, user, deadline);
  }

  /**
   * Whose rows a call may reach that names a user: null: those of all users of its tenant.
   *
   * @param named null: none
   * @throws ProblemException NotFound when the call acts for another
   */
  public static @Nullable UserId owner(Principal principal, @Nullable UserId named) {
    UserId acting = principal.user();
    if (acting != null && named != null && !acting.equals(named)) {
      throw notFound("user", named.value());
    }
    return acting == null ? named : acting;
  }

  /** {@link #tenant} without waiting: empty when it has to be looked up. */
  public Optional<Tenant> remembered(Principal principal, Permission permission) {
    require(principal, permission);
    UserId user = principal.user();
    return user == null || users.remembered(principal.tenant(), user).isPresent()
        ? remembered.find(principal.tenant())
        : Optional.empty();
  }

  /**
   * The tenant that a call names in order to administer it, in whatever state.
   *
   * @throws ProblemException NotFound when there is none, or the call does not reach it, or it is one
   *     of Quintet's own, which are shown and no more
   */
  public Tenant named(
      Principal principal, Permission permission, TenantId tenant, Deadline deadline) {
    require(principal, permission);
    return Optional.of(tenant)
        .filter(principal::reaches)
        .filter(it -> permission == Permission.TENANTS_READ || !it.isInternal())
        .flatMap(it -> store.find(it, deadline))
        .orElseThrow(() -> notFound(tenant));
  }

  /**
   * Whose records a call reads that may name a tenant: of the one it names, else of its own; empty:
   * of every tenant.
   *
   * @throws ProblemException NotFound when the call does not reach the tenant it names; Invalid when
   *     the key speaks for some tenants and the call names none
   */
  public static Optional<TenantId> reader(
      Principal principal, Permission permission, @Nullable TenantId named) {
    require(principal, permission);
    if (named != null && !principal.reaches(named)) {
      throw notFound(named);
    }
    return named == null && principal.scope() instanceof TenantScope.All
        ? Optional.empty()
        : Optional.of(named == null ? principal.tenant() : named);
  }

  /**
   * Refuses an id under which the call may make no tenant.
   *
   * @throws ProblemException Denied when the call is for another; Invalid for the names that Quintet
   *     keeps for itself
   */
  static void requireCreatable(Principal principal, Permission permission, TenantId tenant) {
    require(principal, permission);
    if (!principal.reaches(tenant)) {
      throw new ProblemException(new Problem.Denied("act for this tenant"));
    }
    if (tenant.isInternal()) {
      throw ProblemException.invalid("tenant", "is a reserved name");
    }
  }

  /** Not remembered unless active: a tenant is served as soon as it is complete. */
  private Tenant served(TenantId id, Deadline deadline) {
    Tenant tenant = store.find(id, deadline).orElseThrow(() -> notFound(id));
    return switch (tenant.state()) {
      case ACTIVE -> tenant;
      case PROVISIONING ->
          throw new ProblemException(new Problem.NotReady("tenant " + id + " is being created"));
      case SUSPENDED ->
          throw new ProblemException(new Problem.NotReady("tenant " + id + " is suspended"));
    };
  }

  private static ProblemException notFound(TenantId tenant) {
    return notFound("tenant", tenant.value());
  }

  private static ProblemException notFound(String thing, String id) {
    return new ProblemException(new Problem.NotFound(thing, id));
  }
}
