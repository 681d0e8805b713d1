package dev.quintet.client;

import java.util.ArrayList;
import java.util.List;

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

  private static final int MAX_NAMED = 1_000;

  public IngestReport {
    rejectedRows = List.copyOf(rejectedRows);
    refused = List.copyOf(refused);
  }

  /** A batch that was not stored. */
  public record RefusedBatch(String batchId, QuintetException problem) {}

  /** Sums up; used under its writer's lock. */
  static final class Sum {
    private long batches;
    private long accepted;
    private long duplicate;
    private long rejected;
    private long crossed;
    private final List<TickReceipt.RejectedTick> rejectedRows = new ArrayList<>();
    private final List<RefusedBatch> refused = new ArrayList<>();

    void add(TickReceipt receipt) {
      batches++;
      accepted += receipt.accepted();
      duplicate += receipt.duplicate();
      rejected += receipt.rejected();
      crossed += receipt.crossed();
      int free = Math.min(MAX_NAMED - rejectedRows.size(), receipt.rejectedRows().size());
      rejectedRows.addAll(receipt.rejectedRows().subList(0, free));
    }

    void add(RefusedBatch batch) {
      batches++;
      refused.add(batch);
    }

    IngestReport report() {
      return new IngestReport(
          batches, accepted, duplicate, rejected, rejectedRows, crossed, refused);
    }
  }
}
