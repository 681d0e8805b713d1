package dev.quintet.application.marketdata;

import dev.quintet.domain.shared.Deadline;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which periods of which ticks are being written: what of a batch is new is decided when nothing else
 * is written there. Nobody holds a claim while waiting for another.
 */
final class TickClaims {

  /** By the list that was claimed. */
  private final Map<List<SpannedBatch>, FeedPeriods> claims = new IdentityHashMap<>();

  /**
   * Those that have no tick in a period which another block is writing, or in which one of these before
   * them waits to be written; waits until there are some. Empty: there were none by the deadline.
   */
  synchronized List<SpannedBatch> claim(List<SpannedBatch> left, Deadline deadline) {
    try {
      List<SpannedBatch> free = free(left);
      while (free.isEmpty() && !deadline.expired()) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, deadline.remaining().toNanos()));
        free = free(left);
      }
      if (!free.isEmpty()) {
        FeedPeriods claimed = new FeedPeriods();
        free.forEach(claimed::add);
        claims.put(free, claimed);
      }
      return free;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private List<SpannedBatch> free(List<SpannedBatch> left) {
    FeedPeriods waiting = new FeedPeriods();
    List<SpannedBatch> free = new ArrayList<>();
    for (SpannedBatch each : left) {
      if (waiting.meet(each) || claims.values().stream().anyMatch(claim -> claim.meet(each))) {
        waiting.add(each);
      } else {
        free.add(each);
      }
    }
    return free;
  }

  synchronized void release(List<SpannedBatch> claimed) {
    claims.remove(claimed);
    notifyAll();
  }
}
