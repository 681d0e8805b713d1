package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.util.Optional;
import java.util.Set;

/** Keeps the statements of closed periods. What is kept is never changed and never replaced. */
public interface StatementStore {

  /**
   * Keeps a statement, unless there is one of its tenant and period; durable on return.
   *
   * @return the one that is kept, whichever that is
   * @throws dev.quintet.domain.shared.ProblemException Unavailable; OutcomeUnknown
   */
  Statement keep(Statement statement, Deadline deadline);

  /** The one of a closed period; empty before it is made. */
  Optional<Statement> find(TenantId tenant, BillingPeriod period, Deadline deadline);

  /** The periods of which a tenant has one. */
  Set<BillingPeriod> periods(TenantId tenant, Deadline deadline);
}
