package dev.quintet.domain.operations;

import dev.quintet.domain.shared.Words;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which stores have what an operation changed. It exists from the moment at which the record has it.
 *
 * @param recordedAt microseconds
 * @param legs one for each store, the record among them, by the word of the store
 */
public record Receipt(
    OperationId operation, Guarantee guarantee, Instant recordedAt, List<Leg> legs) {

  /** How far a store is. A leg only goes on to a later state, from any number of observers. */
  public enum State {
    /** It does not have all of it yet. */
    PENDING,
    /** It refused some of it too often: an operator is needed, and can replay it. */
    FAILED,
    /** It has all of it. */
    COMMITTED,
    /** What it had of it was undone. */
    COMPENSATED;

    public static State of(String word) {
      return Words.find("state", word, values(), Words::of);
    }
  }

  /**
   * What a store has of it.
   *
   * @param store its word
   * @param since when it came into that state, microseconds
   * @param attempts how often it was given some of it
   * @param reason why the last of these failed; null: it did not, or the leg is over
   */
  public record Leg(
      String store, State state, Instant since, int attempts, @Nullable String reason) {

    /** Nothing more happens to it at all. */
    public boolean done() {
      return state == State.COMMITTED || state == State.COMPENSATED;
    }

    /** Nothing more happens to it by itself. */
    public boolean settled() {
      return state != State.PENDING;
    }
  }

  public Receipt {
    legs = List.copyOf(legs);
  }

  /** Whether the store has what the operation changed, or what was undone of it. */
  public boolean has(String store) {
    return legs.stream()
        .anyMatch(
            leg ->
                leg.store().equals(store)
                    && (leg.state() == State.COMMITTED || leg.state() == State.COMPENSATED));
  }

  /** Whether it has a leg of each. */
  public boolean knows(Collection<String> stores) {
    return legs.stream().map(Leg::store).toList().containsAll(stores);
  }

  /**
   * Whether nothing more happens by itself in these stores.
   *
   * @param stores none: all
   */
  public boolean settled(Collection<String> stores) {
    return pending(stores) == 0;
  }

  /**
   * In how many of these stores something still happens by itself.
   *
   * @param stores none: all
   */
  public int pending(Collection<String> stores) {
    return (int)
        legs.stream()
            .filter(leg -> stores.isEmpty() || stores.contains(leg.store()))
            .filter(leg -> !leg.settled())
            .count();
  }
}
