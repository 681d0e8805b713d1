package dev.quintet.client;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of all batches of a writer so far.
 *
 * @param batches answered batches, refused ones too
 * @param accepted stored rows, those of repeated batches too
 * @param repeated those of the accepted whose batch was stored before: under its id, maybe by us
 * @param duplicate rows that were stored with the same values before, by another batch
 * @param corrected those of the accepted that replaced a stored tick with other values
 * @param rejected refused rows of stored batches
 * @param rejectedRows the first 1,000 of them
 * @param crossed quotes that were not refused and whose bid is above their ask
 * @param range of all rows that were not refused; null: there is none
 * @param refused whole batches that were not stored, each with its problem
 */
public record IngestReport(
    long batches,
    long accepted,
    long repeated,
    long duplicate,
    long corrected,
    long rejected,
    List<TickReceipt.RejectedTick> rejectedRows,
    long crossed,
    @Nullable TickRange range,
    List<RefusedBatch> refused) {

  static final IngestReport NONE = 
      new IngestReport(0, 0, 0, 0, 0, 0, List.of(), 0, null, List.of());

  private static final int MAX_NAMED = 1_000;

  public IngestReport {
    rejectedRows = List.copyOf(rejectedRows);
    refused = List.copyOf(refused);
  }

  public record RefusedBatch(String batchId, QuintetException problem) {}

  IngestReport plus(TickReceipt receipt) {
    return new IngestReport(
        batches + 1,
        accepted + receipt.accepted(),
        repeated + (receipt.repeated() ? receipt.accepted() : 0),
        duplicate + receipt.duplicate(),
        corrected + receipt.corrected(),
        rejected + receipt.rejected(),
        Stream.concat(rejectedRows.stream(), receipt.rejectedRows().stream())
            .limit(MAX_NAMED)
            .toList(),
        crossed + receipt.crossed(),
        TickRange.of(range, receipt.range()),
        refused);
  }

  IngestReport plus(RefusedBatch batch) {
    return new IngestReport(
        batches + 1,
        accepted,
        repeated,
        duplicate,
        corrected,
        rejected,
        rejectedRows,
        crossed,
        range,
        Stream.concat(refused.stream(), Stream.of(batch)).toList());
  }
}
