package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.Set;

/** Knows which tenants have what they pay by. */
public interface EnrolmentStore {

  /**
   * Since when tenants are subscribed by themselves: when these databases were first served by a version
   * that does so. Never changes.
   */
  Instant since(Deadline deadline);

  /** Those of the tenants that have, or had, a subscription of their own, not only of a user. */
  Set<TenantId> subscribed(Set<TenantId> tenants, Deadline deadline);
}
