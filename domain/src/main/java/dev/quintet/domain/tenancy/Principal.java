package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, after the credential was checked.
 *
 * @param keyPrefix names the credential in logs and audit
 * @param service what works with the key, as its usage is metered
 * @param narrowedTo the tenant this call is for, null for platform work
 */
public record Principal(
    String keyPrefix,
    Role role,
    TenantScope scope,
    ServiceName service,
    @Nullable TenantId narrowedTo) {

  /**
   * The principal of a key, narrowed to the tenant of the header if there is one.
   *
   * @throws ProblemException Denied when the key does not speak for that tenant
   */
  public static Principal of(ApiKey key, @Nullable TenantId header) {
    if (header != null && !key.scope().includes(header)) {
      throw new ProblemException(new Problem.Denied("act for this tenant"));
    }
    TenantId own = key.scope() instanceof TenantScope.One one ? one.tenant() : null;
    return new Principal(
        key.prefix(), key.role(), key.scope(), key.service(), header == null ? own : header);
  }

  /**
   * Refuses what the role does not allow.
   *
   * @throws ProblemException Denied
   */
  public void require(Role.Action action) {
    if (!role.allows(action)) {
      throw new ProblemException(new Problem.Denied(action.word()));
    }
  }

  /** Whether the key speaks for that tenant and the call is not for another. */
  public boolean reaches(TenantId tenant) {
    return scope.includes(tenant) && (narrowedTo == null || narrowedTo.equals(tenant));
  }

  /**
   * The one tenant this call is for.
   *
   * @throws ProblemException Invalid when the key speaks for several and no header names one
   */
  public TenantId tenant() {
    if (narrowedTo == null) {
      throw ProblemException.invalid(
          "x-tenant-id", "is needed: this key is not bound to one tenant");
    }
    return narrowedTo;
  }

  /**
   * For whom this call works.
   *
   * @throws ProblemException as {@link #tenant}
   */
  public Subject subject() {
    return new Subject(tenant(), service, null);
  }

  public Optional<TenantId> onlyTenant() {
    return Optional.ofNullable(narrowedTo);
  }
}
