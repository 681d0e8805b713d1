package dev.quintet.application.marketdata;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Which periods of which ticks are being written: what of a batch is new is decided when nothing else
 * is written there. Nobody holds a claim while waiting for another.
 */
final class TickClaims {

  /** Ticks of a period. */
  private record Claim(long from, long to) {}

  private final Map<NewestTimes.Line, List<Claim>> claims = new HashMap<>();

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
      for (SpannedBatch each : free) {
        for (int symbol : each.symbols()) {
          claims
              .computeIfAbsent(each.line(symbol), it -> new ArrayList<>(1))
              .add(claim(each, symbol));
        }
      }
      return free;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private List<SpannedBatch> free(List<SpannedBatch> left) {
    if (claims.isEmpty()) {
      return left;
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

  private static Claim claim(SpannedBatch each, int symbol) {
    return new Claim(each.from()[symbol], each.to()[symbol]);
  }

  private boolean isClaimed(SpannedBatch each, int symbol) {
    return claims.getOrDefault(each.line(symbol), List.of()).stream()
        .anyMatch(claim -> claim.from <= each.to()[symbol] && claim.to >= each.from()[symbol]);
  }

  synchronized void release(List<SpannedBatch> claimed) {
    for (SpannedBatch each : claimed) {
      for (int symbol : each.symbols()) {
        claims.computeIfPresent(
            each.line(symbol),
            (line, some) -> some.remove(claim(each, symbol)) && some.isEmpty() ? null : some);
      }
    }
    notifyAll();
  }
}
