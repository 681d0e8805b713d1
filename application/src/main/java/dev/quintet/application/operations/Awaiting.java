package dev.quintet.application.operations;

import dev.quintet.application.shared.FairShares;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Waits for stores, for whatever is written over several of them: a write waits until those that its
 * caller names have it, and a read finds the store that has what its caller wrote.
 */
public final class Awaiting {

  /** The longest that one call waits. */
  public static final Duration LONGEST = Duration.ofMinutes(1);

  /** Most stores that a call names. */
  public static final int MOST_STORES = 16;

  /** A leg that another process delivers is noticed within this time. */
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Before the caller's deadline, so that it has an answer. */
  private static final Duration MARGIN = Duration.ofMillis(50);

  private static final int WAITS = 4_096;
  private static final int WAITS_OF_A_TENANT = 1_024;

  private final ReceiptStore store;
  private final Duration kept;
  private final ReceiptWaits waits;
  private final Deliveries deliveries;
  private final FairShares shares =
      new FairShares("receipts awaited at the same time", WAITS, WAITS_OF_A_TENANT);

  /**
   * @param kept how long receipts are kept that all stores have
   */
  public Awaiting(ReceiptStore store, Deliveries deliveries, Duration kept) {
    this.store = store;
    this.kept = kept;
    this.waits = deliveries.waits();
    this.deliveries = deliveries;
  }

  /**
   * What a call waits for.
   *
   * @param stores their words; none: all that derive something from it
   * @param most at most so long, and not beyond the deadline of the call
   */
  public record Wanted(Collection<String> stores, Duration most) {

    /** The call does not wait, and is told of no store. */
    public static final Wanted NOTHING = new Wanted(List.of(), Duration.ZERO);

    /**
     * Refuses what no call may ask for.
     *
     * @throws ProblemException Invalid of {@code stores}, for more than {@value #MOST_STORES}, and of {@code
     *     wait_millis}, for less than 0 or more than {@link #LONGEST}
     */
    public Wanted {
      stores = Set.copyOf(stores);
      if (stores.size() > MOST_STORES) {
        throw ProblemException.invalid("stores", "must be at most " + MOST_STORES);
      }
      if (most.isNegative() || most.compareTo(LONGEST) > 0) {
        throw ProblemException.invalid("wait_millis", "must be 0 to " + LONGEST.toMillis());
      }
    }

    /** Whether nobody waits. */
    public boolean isNothing() {
      return stores.isEmpty() && most.isZero();
    }
  }

  /**
   * What was written, and which stores have it.
   *
   * @param receipts as they were at the end of the wait; none when nobody waited
   */
  public record Awaited<A>(A answer, List<Receipt> receipts) {}

  /** The word of the store of record. */
  public String record() {
    return store.store().word();
  }

  /**
   * Writes, and then waits until the stores have it, or one of them failed. A store that is late is
   * pending in the receipt: the write is recorded, whatever becomes of the wait.
   *
   * @param stores that derive something from what is written
   * @param operations of what was written
   * @throws ProblemException Invalid of {@code stores} for one that is not among them, LimitExceeded when
   *     too many wait already: nothing was written; what {@code write} throws; OutcomeUnknown when it was
   *     written, and no receipt could be read
   */
  public <A> Awaited<A> after(
      Viewer viewer,
      Wanted wanted,
      Set<String> stores,
      Supplier<A> write,
      Function<A, List<OperationId>> operations,
      Deadline deadline) {
    Set<String> known = new TreeSet<>(stores);
    known.add(record());
    if (!known.containsAll(wanted.stores())) {
      throw ProblemException.invalid("stores", "must be among " + String.join(", ", known));
    }
    return shares.within(
        viewer.tenant(),
        1,
        deadline,
        () -> {
          A answer = write.get();
          return new Awaited<>(answer, written(viewer, operations.apply(answer), wanted, deadline));
        });
  }

  private List<Receipt> written(
      Viewer viewer, List<OperationId> operations, Wanted wanted, Deadline deadline) {
    try {
      return untilSettled(viewer, operations, wanted, deadline);
    } catch (ProblemException e) {
      throw new ProblemException(new Problem.OutcomeUnknown("waiting for stores"), e);
    }
  }

  /**
   * The receipt, once the stores have it, or one of them failed, or the time is over.
   *
   * @throws ProblemException NotFound; Invalid of {@code stores} for one that the receipt does not name;
   *     LimitExceeded when too many wait already
   */
  Receipt await(Viewer viewer, OperationId operation, Wanted wanted, Deadline deadline) {
    if (!find(viewer, operation, deadline).knows(wanted.stores())) {
      throw ProblemException.invalid("stores", "must be among those of the receipt");
    }
    return shares.within(
        viewer.tenant(),
        1,
        deadline,
        () -> untilSettled(viewer, List.of(operation), wanted, deadline).getFirst());
  }

  /** Their receipts, in that order. */
  private List<Receipt> untilSettled(
      Viewer viewer, List<OperationId> operations, Wanted wanted, Deadline deadline) {
    Deadline end = end(wanted.most(), deadline);
    Map<OperationId, Receipt> found = new HashMap<>();
    Set<OperationId> pending = new LinkedHashSet<>(operations);
    try (ReceiptWaits.Wait wait = waits.enter(viewer.tenant(), pending)) {
      deliveries.hurry(viewer.tenant());
      while (!pending.isEmpty()) {
        int legs = 0;
        for (Receipt receipt : store.list(viewer.tenant(), viewer.user(), pending, deadline)) {
          found.put(receipt.operation(), receipt);
          if (receipt.settled(wanted.stores())) {
            pending.remove(receipt.operation());
          }
          legs += receipt.pending(wanted.stores());
        }
        if (end.expired()) {
          break;
        }
        if (!pending.isEmpty()) {
          wait.next(Math.max(1, legs), next(end));
        }
      }
    }
    return operations.stream()
        .distinct()
        .map(found::get)
        .flatMap(Stream::ofNullable)
        .toList();
  }

  /**
   * The store that answers a read that is to have what an operation changed: the first that has it, as
   * soon as one does.
   *
   * @param stores that can answer it, the first by preference
   * @param most waits at most so long, and not beyond the deadline; zero: looks once, and holds nobody up
   * @return one of them
   * @throws ProblemException NotFound of the operation; Stale of it, with the first of the stores, when none
   *     of them has it; LimitExceeded when too many wait already
   */
  public String answering(
      Viewer viewer,
      OperationId operation,
      List<String> stores,
      Duration most,
      Deadline deadline) {
    Optional<String> now = having(find(viewer, operation, deadline), stores);
    if (now.isEmpty() && !most.isZero()) {
      now =
          shares.within(
              viewer.tenant(),
              1,
              deadline,
              () -> waited(viewer, operation, stores, end(most, deadline), deadline));
    }
    return now.orElseThrow(
        () ->
            new ProblemException(
                new Problem.Stale("operation", operation.value(), stores.getFirst())));
  }

  private Optional<String> waited(
      Viewer viewer,
      OperationId operation,
      List<String> stores,
      Deadline end,
      Deadline deadline) {
    try (ReceiptWaits.Wait wait = waits.enter(viewer.tenant(), Set.of(operation))) {
      deliveries.hurry(viewer.tenant());
      while (true) {
        Receipt receipt = find(viewer, operation, deadline);
        Optional<String> now = having(receipt, stores);
        if (now.isPresent() || receipt.settled(stores) || end.expired()) {
          return now;
        }
        wait.next(1, next(end));
      }
    }
  }

  private static Optional<String> having(Receipt receipt, List<String> stores) {
    return stores.stream().filter(receipt::has).findFirst();
  }

  /** @throws ProblemException NotFound */
  Receipt find(Viewer viewer, OperationId operation, Deadline deadline) {
    return store
        .find(viewer.tenant(), viewer.user(), operation, deadline)
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem.NotFound("operation", operation.value(), notKept(kept))));
  }

  /** Of an operation whose receipt is not there. */
  static String notKept(Duration kept) {
    boolean days = kept.equals(Duration.ofDays(kept.toDays()));
    String time = days ? kept.toDays() + " days" : kept.toHours() + " hours";
    return "receipts are kept for " + time + " once all stores have what was written";
  }

  private static Deadline end(Duration most, Deadline deadline) {
    Deadline asked = Deadline.after(most);
    Deadline answered = new Deadline(deadline.nanoTime() - MARGIN.toNanos());
    return asked.nanoTime() - answered.nanoTime() < 0 ? asked : answered;
  }

  private static Duration next(Deadline end) {
    return end.remaining().compareTo(LOOK) < 0 ? end.remaining() : LOOK;
  }
}
