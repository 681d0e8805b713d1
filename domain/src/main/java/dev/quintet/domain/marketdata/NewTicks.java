package dev.quintet.domain.marketdata;

/**
 * What of a batch is to be stored.
 *
 * @param batch its rows that are; may have none
 * @param duplicate rows that are stored with the same values
 * @param corrected those of the batch that replace a stored tick with other values
 */
public record NewTicks(TickBatch batch, int duplicate, int corrected) {

  /** All of it. */
  public static NewTicks all(TickBatch batch) {
    return new NewTicks(batch, 0, 0);
  }

  /** What is recorded of it. */
  public BatchOutcome outcome() {
    return new BatchOutcome(batch.rows(), duplicate, corrected, batch.rejectedCount());
  }
}
