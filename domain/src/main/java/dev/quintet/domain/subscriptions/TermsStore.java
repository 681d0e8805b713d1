package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was agreed with tenants beside plans, and everything that their terms follow from. */
public interface TermsStore {

  /** Most overrides of a tenant, and most grants: all of them are read at once. */
  int MOST = 1_000;

  /**
   * Records an override under the next version of its tenant; durable on return. A repetition by its
   * write changes nothing.
   *
   * @param override its version is not looked at
   * @return as it was recorded, also by the write that this one repeats
   * @throws dev.quintet.domain.shared.ProblemException Conflict; LimitExceeded beyond {@link #MOST}
   */
  PlanOverride override(TenantId tenant, Write write, PlanOverride override, Deadline deadline);

  /**
   * Records a grant; durable on return. The same one again changes nothing.
   *
   * @throws dev.quintet.domain.shared.ProblemException Conflict when its id was used with other content;
   *     LimitExceeded beyond {@link #MOST}
   */
  void grant(TenantId tenant, Write write, Grant grant, Deadline deadline);

  /**
   * What the terms of a tenant, or of one of its users, follow from, from an instant on: of each
   * subscription the changes since then and the last one before.
   *
   * @param user null: of the tenant alone
   */
  Standing standing(TenantId tenant, @Nullable UserId user, Instant since, Deadline deadline);
}
