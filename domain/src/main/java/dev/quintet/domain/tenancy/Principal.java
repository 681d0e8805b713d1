package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, after the credential was checked.
 *
 * @param keyPrefix names the credential in logs and audit
 * @param scope the tenants this call may reach: those of the key, or the one that the header names
 * @param service what works with the key, as its usage is metered
 * @param user the one that this call acts for, of its one tenant; null: for all
 */
public record Principal(
    String keyPrefix,
    Role role,
    TenantScope scope,
    ServiceName service,
    @Nullable UserId user) {

  /** Acts for all users of its tenants. */
  public Principal(String keyPrefix, Role role, TenantScope scope, ServiceName service) {
    this(keyPrefix, role, scope, service, null);
  }

  /**
   * The principal of a key, narrowed to the tenant and the user of the headers if there are such.
   *
   * @throws ProblemException Denied when the key does not speak for that tenant or user; Invalid when a
   *     user is named and no tenant
   */
  public static Principal of(ApiKey key, @Nullable TenantId header, @Nullable UserId onBehalfOf) {
    if (header != null && !key.scope().includes(header)) {
      throw new ProblemException(new Problem.Denied("act for this tenant"));
    }
    TenantScope scope = header == null ? key.scope() : new TenantScope.One(header);
    if (onBehalfOf != null && key.user() != null && !onBehalfOf.equals(key.user())) {
      throw new ProblemException(new Problem.Denied("act for this user"));
    }
    if (onBehalfOf != null && !(scope instanceof TenantScope.One)) {
      throw ProblemException.invalid("x-on-behalf-of", "is a user of one tenant: name that too");
    }
    UserId user = onBehalfOf == null ? key.user() : onBehalfOf;
    return new Principal(key.prefix(), key.role(), scope, key.service(), user);
  }

  /**
   * Whether the call may do that; what is done to all tenants at once, only if it is for all, and for
   * one user, only what users own.
   */
  public boolean allows(Permission permission) {
    return permission.isOf(role)
        && switch (permission.reach()) {
          case USER -> true;
          case TENANT -> user == null;
          case EVERY_TENANT -> scope instanceof TenantScope.All;
        };
  }

  public boolean reaches(TenantId tenant) {
    return scope.includes(tenant);
  }

  /**
   * The one tenant this call is for.
   *
   * @throws ProblemException Invalid when the key speaks for several and no header names one
   */
  public TenantId tenant() {
    return onlyTenant()
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "x-tenant-id", "is needed: this key is not bound to one tenant"));
  }

  /**
   * For whom this call works.
   *
   * @throws ProblemException as {@link #tenant}
   */
  public Subject subject() {
    return new Subject(tenant(), service, user);
  }

  /** Who is given a share of what all callers use: the tenant, or the key of the platform. */
  public String owner() {
    return onlyTenant().map(TenantId::value).orElse(keyPrefix);
  }

  /** Empty for platform work. */
  public Optional<TenantId> onlyTenant() {
    return scope instanceof TenantScope.One(TenantId tenant)
        ? Optional.of(tenant)
        : Optional.empty();
  }
}
