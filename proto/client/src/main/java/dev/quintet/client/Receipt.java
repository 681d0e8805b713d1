package dev.quintet.client;

import java.time.Instant;
import java.util.List;

/**
 * Which stores have what an operation changed.
 *
 * @param guarantee {@code single_store}, {@code outbox} or {@code saga}
 * @param legs one for each store, that of record among them
 */
public record Receipt(String operation, String guarantee, Instant recordedAt, List<Leg> legs) {

  /**
   * What a store has of it.
   *
   * @param state {@code pending}, {@code failed}, {@code committed} or {@code compensated}; it only goes on
   *     in this order
   * @param attempts how often the store was given some of it
   * @param reason why the last of these failed; empty: it did not, or the leg is over
   */
  public record Leg(String store, String state, Instant since, int attempts, String reason) {}

  static Receipt of(dev.quintet.trades.v1.Receipt receipt) {
    return new Receipt(
        receipt.getOperation(),
        receipt.getGuarantee(),
        Times.ofMicros(receipt.getRecordedAtMicros()),
        receipt.getLegsList().stream()
            .map(
                leg ->
                    new Leg(
                        leg.getStore(),
                        leg.getState(),
                        Times.ofMicros(leg.getSinceMicros()),
                        leg.getAttempts(),
                        leg.getReason()))
            .toList());
  }
}
