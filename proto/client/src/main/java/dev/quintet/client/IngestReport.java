package dev.quintet.client;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of all batches of a writer so far.
 *
 * @param batches answered batches, refused ones too
 * @param accepted stored rows, those of repeated batches too
 * @param duplicate rows that were stored before
 * @param rejected refused rows of stored batches
 * @param rejectedRows the first 1,000 of them
 * @param crossed accepted quotes whose bid is above their ask
 * @param refused whole batches that were not stored, each with its problem
 */
public record IngestReport(
    long batches,
    long accepted,
    long duplicate,
    long rejected,
    List<TickReceipt.RejectedTick> rejectedRows,
    long crossed,
    List<RefusedBatch> refused) {

  static final IngestReport NONE = new IngestReport(0, 0, 0, 0, List.of(), 0, List.of());

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
        duplicate + receipt.duplicate(),
        rejected + receipt.rejected(),
        Stream.concat(rejectedRows.stream(), receipt.rejectedRows().stream())
            .limit(MAX_NAMED)
            .toList(),
        crossed + receipt.crossed(),
        refused);
  }

  IngestReport plus(RefusedBatch batch) {
    return new IngestReport(
        batches + 1,
        accepted,
        duplicate,
        rejected,
        rejectedRows,
        crossed,
        Stream.concat(refused.stream(), Stream.of(batch)).toList());
  }
}
