package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.adapters.in.grpc.kit.ProblemStatus;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.TickRange;
import dev.quintet.domain.shared.Problem;
import dev.quintet.marketdata.v1.BatchProblem;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import dev.quintet.marketdata.v1.RejectedTick;
import dev.quintet.marketdata.v1.TickReceipt;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Answers to batches. */
final class IngestAnswers {

  /** An id that is longer than ids may be is not sent back in full. */
  private static final int MAX_ECHO = 64;

  private IngestAnswers() {}

  static IngestTicksResponse of(
      String batchId, dev.quintet.domain.marketdata.TickReceipt receipt) {
    return answer(batchId).setReceipt(receipt(receipt)).build();
  }

  static TickReceipt receipt(dev.quintet.domain.marketdata.TickReceipt receipt) {
    TickReceipt.Builder answer =
        TickReceipt.newBuilder()
            .setAccepted(receipt.accepted())
            .setDuplicate(receipt.duplicate())
            .setCorrected(receipt.outcome().corrected())
            .setRepeated(receipt.repeated())
            .setRejected(receipt.rejectedCount())
            .setCrossed(receipt.crossed())
            .setReceivedAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, receipt.receivedAt()));
    TickRange range = receipt.range();
    if (range != null) {
      answer
          .setFirstEventTimeNanos(EventTime.nanos(range.first()))
          .setLastEventTimeNanos(EventTime.nanos(range.last()))
          .setLowestPrice(TickAnswers.decimal(range.lowest()))
          .setHighestPrice(TickAnswers.decimal(range.highest()));
    }
    receipt
        .rejected()
        .forEach(
            row ->
                answer.addRejectedRows(
                    RejectedTick.newBuilder()
                        .setIndex(row.index())
                        .setField(row.field())
                        .setReason(row.reason())));
    return answer.build();
  }

  static IngestTicksResponse of(String batchId, Problem problem) {
    BatchProblem.Builder answer =
        BatchProblem.newBuilder()
            .setCode(ProblemStatus.code(problem.kind()).value())
            .setKind(problem.kind().word())
            .setDetail(problem.detail());
    problem.invalidField().ifPresent(answer::setField);
    problem.retryTime().ifPresent(after -> answer.setRetryAfterMillis((int) after.toMillis()));
    return answer(batchId).setProblem(answer).build();
  }

  private static IngestTicksResponse.Builder answer(String batchId) {
    return IngestTicksResponse.newBuilder()
        .setBatchId(batchId.substring(0, Math.min(MAX_ECHO, batchId.length())));
  }
}
