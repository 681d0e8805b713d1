package dev.quintet.application.operations;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Duration;
import java.util.Collection;

/**
 * Shows which stores have what an operation changed, and waits until they do.
 *
 * <p>Every method throws what {@link Access#tenant} does, and NotFound for operations of another user than
 * the call acts for.
 */
public final class Receipts {

  private final Access access;
  private final Awaiting awaiting;

  public Receipts(Access access, Awaiting awaiting) {
    this.access = access;
    this.awaiting = awaiting;
  }

  /**
   * The receipt of an operation, as of now.
   *
   * @throws ProblemException NotFound
   */
  public Receipt get(Principal principal, OperationId operation, Deadline deadline) {
    return awaiting.find(viewer(principal, deadline), operation, deadline);
  }

  /**
   * Waits until the stores have what the operation changed, or one of them failed and needs an operator;
   * at most so long, and not beyond the deadline. The receipt is as of the end of that.
   *
   * @param stores their words; none: all that the receipt names
   * @param most up to {@link Awaiting#LONGEST}
   * @throws ProblemException NotFound; Invalid of {@code stores} for one that the receipt does not name,
   *     and of {@code wait_millis}; LimitExceeded when too many wait already
   */
  public Receipt await(
      Principal principal,
      OperationId operation,
      Collection<String> stores,
      Duration most,
      Deadline deadline) {
    Viewer viewer = viewer(principal, deadline);
    return awaiting.await(viewer, operation, new Awaiting.Wanted(stores, most), deadline);
  }

  private Viewer viewer(Principal principal, Deadline deadline) {
    return access.viewer(principal, Permission.RECEIPTS_READ, deadline);
  }
}
