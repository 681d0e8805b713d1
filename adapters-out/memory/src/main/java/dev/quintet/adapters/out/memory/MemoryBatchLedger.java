package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Recorded batches in a map. A call claims all of its ids or none, so that calls which share ids in
 * any order never wait for each other in a circle; the effect is done outside the lock.
 */
public final class MemoryBatchLedger implements BatchLedger {

  private record Key(TenantId tenant, BatchId id) {
    static Key of(BatchEntry entry) {
      return new Key(entry.tenant(), entry.batchId());
    }
  }

  private final MemoryUsageLedger usage;
  private final Map<Key, BatchEntry> recorded = new HashMap<>();
  private final Set<Key> claimed = new HashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  /**
   * A ledger that meters what it records.
   *
   * @param usage where
   */
  public MemoryBatchLedger(MemoryUsageLedger usage) {
    this.usage = usage;
  }

  @Override
  public List<BatchEntry> record(
      List<BatchEntry> entries, Consumer<List<BatchEntry>> effect, Deadline deadline) {
    MemoryFailures.check(deadline);
    List<BatchEntry> fresh = claim(entries, deadline);
    boolean done = false;
    try {
      if (!fresh.isEmpty()) {
        effect.accept(fresh);
      }
      done = true;
    } finally {
      end(fresh, done);
    }
    return recorded(entries);
  }

  /** Waits until no other call holds an id of these, then holds those that are not recorded. */
  private List<BatchEntry> claim(List<BatchEntry> entries, Deadline deadline) {
    lock.lock();
    try {
      while (entries.stream().map(Key::of).anyMatch(claimed::contains)) {
        if (ended.awaitNanos(deadline.remaining().toNanos()) <= 0) {
          throw MemoryFailures.late();
        }
      }
      List<BatchEntry> fresh =
          entries.stream().filter(entry -> !recorded.containsKey(Key.of(entry))).toList();
      fresh.forEach(entry -> claimed.add(Key.of(entry)));
      return fresh;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw MemoryFailures.interrupted(e);
    } finally {
      lock.unlock();
    }
  }

  private void end(List<BatchEntry> fresh, boolean done) {
    lock.lock();
    try {
      for (BatchEntry entry : fresh) {
        claimed.remove(Key.of(entry));
        if (done) {
          recorded.put(Key.of(entry), entry);
        }
      }
      if (done) {
        usage.meter(fresh);
      }
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private List<BatchEntry> recorded(List<BatchEntry> entries) {
    lock.lock();
    try {
      return entries.stream().map(entry -> recorded.getOrDefault(Key.of(entry), entry)).toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Instant> newestReceipt(
      Set<TenantId> tenants, Instant after, Deadline deadline) {
    MemoryFailures.check(deadline);
    lock.lock();
    try {
      return recorded.values().stream()
          .filter(entry -> tenants.contains(entry.tenant()))
          .map(BatchEntry::receivedAt)
          .filter(received -> received.isAfter(after))
          .max(Comparator.naturalOrder());
    } finally {
      lock.unlock();
    }
  }
}
