package dev.quintet.application.operations;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import java.util.Set;

/**
 * Shows operators what waits for other stores, and has parked rows delivered once the reason is gone.
 *
 * <p>Every method throws what {@link Access#named} does.
 */
public final class OutboxAdministration {

  private final Access access;
  private final OutboxStore outbox;
  private final Deliveries deliveries;

  public OutboxAdministration(Access access, OutboxStore outbox, Deliveries deliveries) {
    this.access = access;
    this.outbox = outbox;
    this.deliveries = deliveries;
  }

  /** What waits of a tenant, for all stores. */
  public OutboxStore.Backlog backlog(Principal principal, TenantId tenant, Deadline deadline) {
    TenantId named = access.named(principal, Permission.OUTBOX_READ, tenant, deadline).id();
    return outbox.backlog(Set.of(named), deadline).values().stream()
        .reduce(OutboxStore.Backlog.NONE, OutboxStore.Backlog::plus);
  }

  /**
   * Has the rows of a tenant delivered that were parked because the store refused them too often.
   * Idempotent.
   *
   * @return how many there were
   * @throws ProblemException NotFound of a store that derives nothing
   */
  public int replay(Principal principal, TenantId tenant, String store, Deadline deadline) {
    TenantId named = access.named(principal, Permission.OUTBOX_WRITE, tenant, deadline).id();
    if (!deliveries.stores().contains(store)) {
      throw new ProblemException(new Problem.NotFound("store", store));
    }
    int replayed = outbox.replay(new OutboxStore.Lane(named, store), deadline);
    deliveries.recorded(named, Set.of(store));
    return replayed;
  }
}
