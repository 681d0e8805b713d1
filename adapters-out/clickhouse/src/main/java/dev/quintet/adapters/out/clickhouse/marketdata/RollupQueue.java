package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Chunks to build, by symbol, the symbol that waits longest first. A symbol's chunks are due when
 * none was added for the delay, or after thirty times that; an hour that is not over yet is not due:
 * it would be built again and again, and reading it from its ticks costs little.
 */
final class RollupQueue {

  /** Chunks of one statement: they become one block, which is stored whole. */
  static final int MAX_HOURS = 256;

  /** What does not fit is built when it is read. */
  static final int MAX_CHUNKS = 1_000_000;

  private static final int PATIENCE = 30;

  private final long delay;
  private final Map<Key, Pending> waiting = new LinkedHashMap<>();
  private int chunks;

  RollupQueue(Duration delay) {
    this.delay = delay.toNanos();
  }

  synchronized void add(Collection<Chunk> added, long now) {
    for (Chunk chunk : added) {
      if (chunks >= MAX_CHUNKS) {
        return;
      }
      Pending pending =
          waiting.computeIfAbsent(
              new Key(chunk.tenant(), chunk.symbol()), key -> new Pending(now));
      if (pending.hours.add(chunk.hour())) {
        chunks++;
      }
      pending.touched = now;
    }
  }

  /**
   * The next work that is due, which is taken out; null: none is.
   *
   * @param thisHour the one that is not over, since 1970
   */
  synchronized @Nullable Work poll(long now, long thisHour) {
    for (Map.Entry<Key, Pending> entry : waiting.entrySet()) {
      Key key = entry.getKey();
      Pending pending = entry.getValue();
      if (now - pending.touched < delay && now - pending.since < PATIENCE * delay) {
        continue;
      }
      List<Long> hours = pending.hours.headSet(thisHour).stream().limit(MAX_HOURS).toList();
      if (!hours.isEmpty()) {
        hours.forEach(pending.hours::remove);
        chunks -= hours.size();
        waiting.remove(key);
        if (!pending.hours.isEmpty()) {
          pending.since = now;
          waiting.put(key, pending);
        }
        return new Work(key.tenant, key.symbol, hours);
      }
    }
    return null;
  }

  /** Chunks of one symbol, hours ascending. */
  record Work(TenantId tenant, Symbol symbol, List<Long> hours) {}

  private record Key(TenantId tenant, Symbol symbol) {}

  private static final class Pending {
    private final TreeSet<Long> hours = new TreeSet<>();
    private long since;
    private long touched;

    Pending(long now) {
      this.since = now;
    }
  }
}
