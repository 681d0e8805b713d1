package dev.quintet.application.marketdata;

import dev.quintet.domain.shared.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Which periods of which ticks are being written: what of a batch is new is decided when nothing else
 * is written there. Nobody holds a claim while waiting for another.
 */
final class TickClaims {

  /** Of each line, which neither meet nor touch. */
  private static final class Periods {
    private final Map<NewestTimes.Line, TreeMap<Long, Long>> lines = new HashMap<>();

    private void add(SpannedBatch batch) {
      for (int symbol : batch.symbols()) {
        add(
            lines.computeIfAbsent(batch.line(symbol), it -> new TreeMap<>()),
            batch.from()[symbol],
            batch.to()[symbol]);
      }
    }

    /** Makes one of all that meet. */
    private static void add(TreeMap<Long, Long> periods, long from, long to) {
      long first = from;
      long last = to;
      for (Map.Entry<Long, Long> other = periods.floorEntry(last);
          other != null && other.getValue() >= first;
          other = periods.floorEntry(last)) {
        periods.remove(other.getKey());
        first = Math.min(first, other.getKey());
        last = Math.max(last, other.getValue());
      }
      periods.put(first, last);
    }

    private boolean meet(SpannedBatch batch) {
      for (int symbol : batch.symbols()) {
        TreeMap<Long, Long> periods = lines.get(batch.line(symbol));
        Map.Entry<Long, Long> last =
            periods == null ? null : periods.floorEntry(batch.to()[symbol]);
        if (last != null && last.getValue() >= batch.from()[symbol]) {
          return true;
        }
      }
      return false;
    }
  }

  /** By the list that was claimed. */
  private final Map<List<SpannedBatch>, Periods> claims = new IdentityHashMap<>();

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
        Periods claimed = new Periods();
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
    Periods waiting = new Periods();
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
