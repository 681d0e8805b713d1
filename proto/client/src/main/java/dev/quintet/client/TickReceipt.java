package dev.quintet.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch. The ticks that were not refused are durable.
 *
 * @param accepted rows stored and billed, by this call or by the one that stored the batch before
 * @param duplicate rows that were stored with the same values before
 * @param corrected those of the accepted that replaced a stored tick with other values
 * @param repeated the batch was stored before; the numbers are those of then
 * @param rejected refused rows
 * @param rejectedRows the first 1,000 of them, named
 * @param crossed quotes that were not refused and whose bid is above their ask
 * @param range of the rows that were not refused; null: there is none
 * @param receivedAt when the batch was taken
 */
public record TickReceipt(
    String batchId,
    long accepted,
    long duplicate,
    long corrected,
    boolean repeated,
    long rejected,
    List<RejectedTick> rejectedRows,
    long crossed,
    @Nullable TickRange range,
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
        Integer.toUnsignedLong(receipt.getCorrected()),
        receipt.getRepeated(),
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
        range(receipt),
        Times.ofMicros(receipt.getReceivedAtMicros()));
  }

  private static @Nullable TickRange range(dev.quintet.marketdata.v1.TickReceipt receipt) {
    return receipt.getLowestPrice().isEmpty()
        ? null
        : new TickRange(
            Times.ofNanos(receipt.getFirstEventTimeNanos()),
            Times.ofNanos(receipt.getLastEventTimeNanos()),
            new BigDecimal(receipt.getLowestPrice()),
            new BigDecimal(receipt.getHighestPrice()));
  }
}
