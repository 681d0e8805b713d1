package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Writes through the ledger, and says truly what became of it. */
final class BatchRecording {

  private BatchRecording() {}

  /**
   * {@link BatchLedger#record}, but once the effect is done, every failure of the ledger is
   * OutcomeUnknown: the rows are there, even if their ids certainly are not.
   *
   * @param operation named in OutcomeUnknown
   */
  static List<BatchEntry> record(
      BatchLedger ledger,
      String operation,
      List<BatchEntry> entries,
      Consumer<List<BatchEntry>> effect,
      Deadline deadline) {
    AtomicBoolean done = new AtomicBoolean();
    try {
      return ledger.record(
          entries,
          fresh -> {
            effect.accept(fresh);
            done.set(true);
          },
          deadline);
    } catch (RuntimeException e) {
      if (done.get()) {
        throw new ProblemException(new Problem.OutcomeUnknown(operation), e);
      }
      throw e;
    }
  }
}
