package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.LocalDate;
import java.util.List;

/** Warnings that a limit is nearly, or all, used up. They are added, and never changed. */
public interface QuotaLog {

  /**
   * Adds a warning, unless there is one of its owner, limit, cycle and percent; durable on return.
   *
   * @return whether it was added
   */
  boolean warn(QuotaWarning warning, Deadline deadline);

  /**
   * The warnings of a tenant and of all of its users of cycles that began on a day or later, in the
   * order of owner, the tenant first, cycle, limit and percent; at most 1,000.
   */
  List<QuotaWarning> warnings(TenantId tenant, LocalDate since, Deadline deadline);
}
