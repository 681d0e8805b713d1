package dev.quintet.application.operations;

import dev.quintet.application.shared.FairShares;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
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

  /** The longest that one call awaits a receipt. */
  public static final Duration LONGEST = Duration.ofMinutes(1);

  /** A leg that another process delivers is noticed within this time. */
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Before the caller's deadline, so that it has an answer. */
  private static final Duration MARGIN = Duration.ofMillis(50);

  private static final int MOST_STORES = 16;
  private static final int WAITS = 4_096;
  private static final int WAITS_OF_A_TENANT = 1_024;

  private final Access access;
  private final ReceiptStore store;
  private final ReceiptWaits waits;
  private final FairShares shares =
      new FairShares("receipts awaited at the same time", WAITS, WAITS_OF_A_TENANT);

  public Receipts(Access access, ReceiptStore store, Deliveries deliveries) {
    this.access = access;
    this.store = store;
    this.waits = deliveries.waits();
  }

  /**
   * The receipt of an operation, as of now.
   *
   * @throws ProblemException NotFound
   */
  public Receipt get(Principal principal, OperationId operation, Deadline deadline) {
    return find(viewer(principal, deadline), operation, deadline);
  }

  /**
   * Waits until the stores have what the operation changed, or one of them failed and needs an operator;
   * at most so long, and not beyond the deadline. The receipt is as of the end of that.
   *
   * @param stores their words; none: all that the receipt names
   * @param most up to {@link #LONGEST}
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
    if (stores.size() > MOST_STORES) {
      throw ProblemException.invalid("stores", "must be at most " + MOST_STORES);
    }
    if (most.isNegative() || most.compareTo(LONGEST) > 0) {
      throw ProblemException.invalid("wait_millis", "must be 0 to " + LONGEST.toMillis());
    }
    Deadline end = end(most, deadline);
    return shares.within(
        viewer.tenant(), 1, deadline, () -> await(viewer, operation, stores, end, deadline));
  }

  private static Deadline end(Duration most, Deadline deadline) {
    Deadline asked = Deadline.after(most);
    Deadline answered = new Deadline(deadline.nanoTime() - MARGIN.toNanos());
    return asked.nanoTime() - answered.nanoTime() < 0 ? asked : answered;
  }

  private Receipt await(
      Viewer viewer,
      OperationId operation,
      Collection<String> stores,
      Deadline end,
      Deadline deadline) {
    try (ReceiptWaits.Wait wait = waits.enter(viewer.tenant(), operation)) {
      Receipt receipt = find(viewer, operation, deadline);
      if (!receipt.knows(stores)) {
        throw ProblemException.invalid("stores", "must be among those of the receipt");
      }
      while (!receipt.settled(stores) && !end.expired()) {
        wait.next(end.remaining().compareTo(LOOK) < 0 ? end.remaining() : LOOK);
        receipt = find(viewer, operation, deadline);
      }
      return receipt;
    }
  }

  private Viewer viewer(Principal principal, Deadline deadline) {
    return access.viewer(principal, Permission.RECEIPTS_READ, deadline);
  }

  private Receipt find(Viewer viewer, OperationId operation, Deadline deadline) {
    return store
        .find(viewer.tenant(), viewer.user(), operation, deadline)
        .orElseThrow(
            () -> new ProblemException(new Problem.NotFound("operation", operation.value())));
  }
}
