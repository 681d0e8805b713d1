package dev.quintet.domain.operations;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes that stores do not have yet. They are written by the adapters of the domains, in the
 * transactions of what they record; here they are delivered.
 */
public interface OutboxStore {

  /** What a tenant has to be delivered to a store, which one process at a time does. */
  record Lane(TenantId tenant, String store) {}

  /** How a turn in a lane ended. */
  enum Turn {
    /** As many rows as were asked for were there: there may be more. */
    FULL,
    /** All rows that were there then and could be delivered were given to the work. */
    EMPTIED,
    /** Another one is at it, and may not know of the newest rows. */
    TAKEN
  }

  /**
   * What waits for a store.
   *
   * @param waiting rows, the parked ones not counted
   * @param oldest when the oldest of these was written; null: none waits
   * @param parked rows that an operator is needed for
   */
  record Backlog(long waiting, @Nullable Instant oldest, long parked) {

    public static final Backlog NONE = new Backlog(0, null, 0);

    public Backlog plus(Backlog other) {
      boolean earlier =
          oldest == null || other.oldest != null && other.oldest.isBefore(oldest);
      return new Backlog(
          waiting + other.waiting, earlier ? other.oldest : oldest, parked + other.parked);
    }
  }

  /**
   * Has rows of a lane delivered, unless another process is at it, and notes what became of them: both in
   * one turn, of which nothing is noted when the process dies or the work throws. Each turn is given every
   * row that is there and due, also one that was committed behind later ones, but none whose aggregate has
   * an earlier one that was refused.
   *
   * @param kinds of changes that the work knows
   * @param most at most so many rows
   * @param work gives the rows, in their order, to the store
   */
  Turn deliver(
      Lane lane,
      Set<String> kinds,
      int most,
      Function<List<OutboxRow>, Delivery> work,
      Deadline deadline);

  /** The lanes of these tenants and stores in which a row is due. */
  List<Lane> due(Set<TenantId> tenants, Set<String> stores, Deadline deadline);

  /**
   * Makes the parked rows of a lane due; their legs go on to be failed until they are delivered.
   *
   * @return how many there were
   */
  int replay(Lane lane, Deadline deadline);

  /** What waits of these tenants, by the word of the store; those for which nothing waits are left out. */
  Map<String, Backlog> backlog(Set<TenantId> tenants, Deadline deadline);
}
