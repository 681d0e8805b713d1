package dev.quintet.application.subscriptions;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.Quota;
import dev.quintet.domain.subscriptions.QuotaLog;
import dev.quintet.domain.subscriptions.QuotaWarning;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.UserId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows how much of its limits a tenant or a user has used. */
public final class QuotaReading {

  private final Access access;
  private final Quotas quotas;
  private final QuotaLog warnings;
  private final TenantStore tenants;
  private final Clock clock;

  /**
   * Where somebody stands.
   *
   * @param warnings of cycles that began within the last two months
   */
  public record Standing(List<Quota> quotas, List<QuotaWarning> warnings) {}

  public QuotaReading(
      Access access, Quotas quotas, QuotaLog warnings, TenantStore tenants, Clock clock) {
    this.access = access;
    this.quotas = quotas;
    this.warnings = warnings;
    this.tenants = tenants;
    this.clock = clock;
  }

  /**
   * Of the tenant; or of a user's own subscription if one is named, or the call acts for one.
   *
   * @throws ProblemException Denied unless the call may read quotas; NotFound for a tenant that there is
   *     not or that it does not reach; Invalid, of {@code tenant}, when none is named
   */
  public Standing read(
      Principal principal, @Nullable TenantId tenant, @Nullable UserId user, Deadline deadline) {
    TenantId id =
        Access.reader(principal, Permission.QUOTAS_READ, tenant)
            .orElseThrow(() -> ProblemException.invalid("tenant", "is missing"));
    if (tenants.find(id, deadline).isEmpty()) {
      throw new ProblemException(new Problem.NotFound("tenant", id.value()));
    }
    UserId owner = Access.owner(principal, user);
    if (principal.user() != null) {
      access.tenant(principal, Permission.QUOTAS_READ, deadline);
    }
    LocalDate since = LocalDate.ofInstant(clock.instant(), clock.getZone()).minusMonths(2);
    return new Standing(
        quotas.quotas(new Subject(id, principal.service(), owner), deadline),
        warnings.warnings(id, since, deadline).stream()
            .filter(it -> owner == null || owner.equals(it.user()))
            .toList());
  }
}
