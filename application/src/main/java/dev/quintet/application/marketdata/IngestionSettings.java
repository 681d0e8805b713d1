package dev.quintet.application.marketdata;

import java.time.Duration;

/**
 * How small batches become large blocks.
 *
 * @param writers blocks written at the same time
 * @param blockRows most rows of a block; a single batch may be larger only if this is smaller than
 *     a batch may be
 * @param fullRows a free writer does not wait once so many rows are there
 * @param maxDelay a free writer does not wait once the oldest batch has waited so long
 * @param waitingRows rows that may be in the house at the same time, waiting or being written; who
 *     brings more waits
 * @param tenantRows the same for one tenant
 * @param writeTimeout how long one block may take; independent of the callers' deadlines
 */
public record IngestionSettings(
    int writers,
    int blockRows,
    int fullRows,
    Duration maxDelay,
    int waitingRows,
    int tenantRows,
    Duration writeTimeout) {

  /** Room for what the front door may hold: it stops reading before who comes in must wait. */
  public static IngestionSettings standard() {
    return new IngestionSettings(
        2, 131_072, 50_000, Duration.ofMillis(15), 3_500_000, 1_000_000, Duration.ofSeconds(30));
  }

  public IngestionSettings {
    within("writers", writers, 1, 64);
    within("block-rows", blockRows, 1, 1_000_000);
    within("full-rows", fullRows, 1, blockRows);
    within("waiting-rows", waitingRows, 100_000 + RowBudget.PER_BATCH, 100_000_000);
    within("tenant-rows", tenantRows, 100_000 + RowBudget.PER_BATCH, waitingRows);
    if (maxDelay.isNegative() || maxDelay.compareTo(Duration.ofSeconds(1)) > 0) {
      throw new IllegalArgumentException("max-delay must be 0 to 1s, is " + maxDelay);
    }
    if (writeTimeout.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("write-timeout must be at least 100ms, is " + writeTimeout);
    }
  }

  private static void within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " must be " + least + " to " + most + ", is " + value);
    }
  }
}
