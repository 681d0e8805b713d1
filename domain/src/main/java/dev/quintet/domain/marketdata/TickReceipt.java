package dev.quintet.domain.marketdata;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch. Once it is given, the ticks that were not refused are durable.
 *
 * @param outcome how many rows; of a repeated batch what was recorded then
 * @param repeated the batch was stored before
 * @param crossed admitted quotes whose bid is above their ask
 * @param rejected the refused rows, in order, at most {@link TickBatch#MAX_NAMED_REJECTIONS}
 * @param range of the admitted rows; null: there is none
 * @param receivedAt when the batch was taken: from then on it is known
 */
public record TickReceipt(
    BatchId batchId,
    BatchOutcome outcome,
    boolean repeated,
    int crossed,
    List<RejectedTick> rejected,
    @Nullable TickRange range,
    Instant receivedAt) {

  public TickReceipt {
    rejected = List.copyOf(rejected);
  }

  /** Rows stored by this call or, for a repeated batch, by the call that stored it. */
  public int accepted() {
    return outcome.accepted();
  }

  /** Rows that were stored with the same values before. */
  public int duplicate() {
    return outcome.duplicate();
  }

  /** All refused rows. */
  public int rejectedCount() {
    return outcome.rejected();
  }
}
