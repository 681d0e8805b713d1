package dev.quintet.domain.marketdata;

import java.time.Instant;
import java.util.List;

/**
 * What became of a batch. Once it is given, the accepted ticks are durable.
 *
 * @param accepted rows stored by this call or, for a repeated batch, by the call that stored it
 * @param duplicate rows not stored again because the batch was stored before: 0 or {@code accepted}
 * @param crossed accepted quotes whose bid is above their ask
 * @param rejected the refused rows, in order, at most {@link TickBatch#MAX_NAMED_REJECTIONS}
 * @param rejectedCount all refused rows
 * @param receivedAt when the batch was taken: from then on it is known
 */
public record TickReceipt(
    BatchId batchId,
    int accepted,
    int duplicate,
    int crossed,
    List<RejectedTick> rejected,
    int rejectedCount,
    Instant receivedAt) {

  public TickReceipt {
    rejected = List.copyOf(rejected);
  }

  public boolean repeated() {
    return duplicate > 0;
  }
}
