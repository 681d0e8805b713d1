package dev.quintet.application.marketdata;

import dev.quintet.domain.shared.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which periods of which ticks are being written, or will be: what of a batch is new is decided when
 * nothing else is written there, and batches of one period are decided in their order.
 */
final class TickClaims {

  private final FeedPeriods written = new FeedPeriods();
  private final FeedPeriods deferred = new FeedPeriods();

  /**
   * Claims the periods of all: of those that meet none which is claimed, as being written; of the others,
   * as deferred.
   *
   * @return the former
   */
  synchronized List<SpannedBatch> claim(List<SpannedBatch> block) {
    List<SpannedBatch> free = new ArrayList<>(block.size());
    for (SpannedBatch each : block) {
      if (written.meet(each) || deferred.meet(each)) {
        deferred.add(each);
      } else {
        free.add(each);
      }
    }
    free.forEach(written::add);
    return free;
  }

  /** They are claimed as being written, and will be later. */
  synchronized void defer(List<SpannedBatch> batches) {
    batches.forEach(deferred::add);
    release(batches);
  }

  /** They are written. */
  synchronized void release(List<SpannedBatch> batches) {
    batches.forEach(written::remove);
    notifyAll();
  }

  /** Waits until nothing is written in the period of a deferred batch; false: not by the deadline. */
  synchronized boolean awaitWritten(List<SpannedBatch> batches, Deadline deadline)
      throws InterruptedException {
    while (batches.stream().anyMatch(written::meet)) {
      if (deadline.expired()) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, deadline.remaining().toNanos()));
    }
    return true;
  }

  /** Deferred batches are ended. */
  synchronized void end(List<SpannedBatch> batches) {
    batches.forEach(deferred::remove);
  }
}
