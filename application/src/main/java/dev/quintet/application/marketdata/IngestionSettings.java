package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.TickBatch;
import java.time.Duration;

/**
 * How small batches become large blocks.
 *
 * @param writers blocks written at the same time
 * @param blockRows most rows of a block; a single batch may be larger only if this is smaller than
 *     a batch may be
 * @param fullRows a free writer does not wait once so many rows are there
 * @param maxDelay a free writer does not wait once the oldest batch has waited so long
 * @param waitingRows weight of the batches of all tenants that may be under way, in rows; see {@link
 *     TickIngestion#weight}. While they weigh more, no stream is read on
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

  /** With bounds of our own. */
  public static IngestionSettings of(int waitingRows, int tenantRows) {
    return new IngestionSettings(
        2,
        131_072,
        50_000,
        Duration.ofMillis(15),
        waitingRows,
        tenantRows,
        Duration.ofSeconds(30));
  }

  /** The same for batches that have waited before. */
  IngestionSettings withoutDelay() {
    return new IngestionSettings(
        writers, blockRows, fullRows, Duration.ZERO, waitingRows, tenantRows, writeTimeout);
  }

  public IngestionSettings {
    within("writers", writers, 1, 64);
    within("block-rows", blockRows, 1, 1_000_000);
    within("full-rows", fullRows, 1, blockRows);
    within("waiting-rows", waitingRows, TickIngestion.weight(TickBatch.MAX_ROWS), 100_000_000);
    within("tenant-rows", tenantRows, TickIngestion.weight(TickBatch.MAX_ROWS), waitingRows);
    if (maxDelay.isNegative() || maxDelay.compareTo(Duration.ofSeconds(1)) > 0) {
      throw new IllegalArgumentException("max-delay must be 0 to 1s, is " + maxDelay);
    }
    if (writeTimeout.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("write-timeout must be at least 100ms, is " + writeTimeout);
    }
  }

  private static void within(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " must be " + least + " to " + most + ", is " + value);
    }
  }
}
