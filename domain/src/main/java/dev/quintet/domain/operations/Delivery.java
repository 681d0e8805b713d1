package dev.quintet.domain.operations;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of rows that a store was to be given. Of a row that is named nowhere nothing is known: it is
 * delivered again.
 *
 * @param delivered the store has them, durably
 * @param refused the store is there, and does not take them
 * @param missed the store was not there for them
 * @param reason why, of those that were missed; null if none was
 */
public record Delivery(
    List<OutboxRow> delivered,
    List<Refusal> refused,
    List<OutboxRow> missed,
    @Nullable String reason) {

  /** The longest reason that is kept. */
  public static final int LONGEST_REASON = 500;

  /**
   * A row that was refused; those behind it in its aggregate wait for it.
   *
   * @param pause until it is tried again; null: it is parked until an operator replays it
   */
  public record Refusal(OutboxRow row, String reason, @Nullable Duration pause) {}

  public Delivery {
    delivered = List.copyOf(delivered);
    refused = List.copyOf(refused);
    missed = List.copyOf(missed);
  }
}
