package dev.quintet.application.marketdata;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Which periods of which ticks are being written: what of a batch is new is decided when nothing else
 * is written there. Nobody holds a claim while waiting for another.
 */
final class TickClaims {

  /** By the list that was claimed: of each line the periods, which neither meet nor touch. */
  private final Map<List<SpannedBatch>, Map<NewestTimes.Line, TreeMap<Long, Long>>> claims =
      new IdentityHashMap<>();

  /**
   * Those that have no tick in a period which another block is writing, and none of whose tenant's
   * batches before them has; waits until there are some. Empty: there were none by the deadline.
   */
  synchronized List<SpannedBatch> claim(List<SpannedBatch> left, Deadline deadline) {
    try {
      List<SpannedBatch> free = free(left);
      while (free.isEmpty() && !deadline.expired()) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, deadline.remaining().toNanos()));
        free = free(left);
      }
      if (!free.isEmpty()) {
        claims.put(free, periods(free));
      }
      return free;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private List<SpannedBatch> free(List<SpannedBatch> left) {
    if (claims.isEmpty()) {
      return List.copyOf(left);
    }
    Set<TenantId> later = new HashSet<>();
    List<SpannedBatch> free = new ArrayList<>();
    for (SpannedBatch each : left) {
      if (later.contains(each.feed().tenant())) {
        continue;
      }
      if (IntStream.of(each.symbols()).anyMatch(symbol -> isClaimed(each, symbol))) {
        later.add(each.feed().tenant());
      } else {
        free.add(each);
      }
    }
    return free;
  }

  private static Map<NewestTimes.Line, TreeMap<Long, Long>> periods(List<SpannedBatch> batches) {
    Map<NewestTimes.Line, TreeMap<Long, Long>> periods = new HashMap<>();
    for (SpannedBatch each : batches) {
      for (int symbol : each.symbols()) {
        add(
            periods.computeIfAbsent(each.line(symbol), it -> new TreeMap<>()),
            each.from()[symbol],
            each.to()[symbol]);
      }
    }
    return periods;
  }

  /** Makes one of all periods that meet. */
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

  private boolean isClaimed(SpannedBatch each, int symbol) {
    for (Map<NewestTimes.Line, TreeMap<Long, Long>> claimed : claims.values()) {
      TreeMap<Long, Long> periods = claimed.get(each.line(symbol));
      Map.Entry<Long, Long> last =
          periods == null ? null : periods.floorEntry(each.to()[symbol]);
      if (last != null && last.getValue() >= each.from()[symbol]) {
        return true;
      }
    }
    return false;
  }

  synchronized void release(List<SpannedBatch> claimed) {
    claims.remove(claimed);
    notifyAll();
  }
}
