package dev.quintet.client;

import java.time.Instant;
import java.util.List;

/**
 * What became of a batch. The accepted ticks are durable.
 *
 * @param accepted rows stored, by this call or by the one that stored the batch before
 * @param duplicate rows not stored again because the batch was stored before: 0 or accepted
 * @param rejected refused rows
 * @param rejectedRows the first 1,000 of them, named
 * @param crossed accepted quotes whose bid is above their ask
 * @param receivedAt when the batch was taken
 */
public record TickReceipt(
    String batchId,
    long accepted,
    long duplicate,
    long rejected,
    List<RejectedTick> rejectedRows,
    long crossed,
    Instant receivedAt) {

  public TickReceipt {
    rejectedRows = List.copyOf(rejectedRows);
  }

  /**
   * A refused row.
   *
   * @param batchId the batch that holds it
   * @param index its place in the batch, from 0
   */
  public record RejectedTick(String batchId, long index, String field, String reason) {}

  static TickReceipt of(String batchId, dev.quintet.marketdata.v1.TickReceipt receipt) {
    return new TickReceipt(
        batchId,
        Integer.toUnsignedLong(receipt.getAccepted()),
        Integer.toUnsignedLong(receipt.getDuplicate()),
        Integer.toUnsignedLong(receipt.getRejected()),
        receipt.getRejectedRowsList().stream()
            .map(
                row ->
                    new RejectedTick(
                        batchId,
                        Integer.toUnsignedLong(row.getIndex()),
                        row.getField(),
                        row.getReason()))
            .toList(),
        Integer.toUnsignedLong(receipt.getCrossed()),
        Times.ofMicros(receipt.getReceivedAtMicros()));
  }
}
