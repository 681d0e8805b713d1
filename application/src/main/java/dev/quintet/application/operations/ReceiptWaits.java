package dev.quintet.application.operations;

import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes those who await receipts when a leg of one went on in this process. */
final class ReceiptWaits {

  private record Key(TenantId tenant, OperationId operation) {}

  private final Map<Key, Set<Wait>> waiting = new HashMap<>();

  /** How many wait, of each. */
  private final Map<TenantId, Integer> tenants = new HashMap<>();

  /** Begins before the receipts are read, so that nothing is missed in between. */
  synchronized Wait enter(TenantId tenant, Collection<OperationId> operations) {
    Wait wait = new Wait(tenant, operations.stream().map(it -> new Key(tenant, it)).toList());
    wait.keys.forEach(key -> waiting.computeIfAbsent(key, it -> new HashSet<>()).add(wait));
    int unused = tenants.merge(tenant, 1, Integer::sum);
    return wait;
  }

  synchronized void wake(TenantId tenant, Collection<OperationId> operations) {
    for (OperationId operation : operations) {
      waiting.getOrDefault(new Key(tenant, operation), Set.of()).forEach(wait -> wait.news.release());
    }
  }

  private synchronized void leave(Wait wait) {
    tenants.computeIfPresent(wait.tenant, (it, count) -> count == 1 ? null : count - 1);
    for (Key key : wait.keys) {
      waiting.computeIfPresent(
          key,
          (it, waits) -> {
            waits.remove(wait);
            return waits.isEmpty() ? null : waits;
          });
    }
  }

  /** Whether somebody waits for an operation of the tenant. */
  synchronized boolean isAwaited(TenantId tenant) {
    return tenants.containsKey(tenant);
  }

  /** How many operations are waited for. */
  synchronized int count() {
    return waiting.values().stream().mapToInt(Set::size).sum();
  }

  /** One who awaits receipts; compared by identity. */
  final class Wait implements AutoCloseable {
    private final TenantId tenant;
    private final List<Key> keys;
    private final Semaphore news = new Semaphore(0);

    private Wait(TenantId tenant, List<Key> keys) {
      this.tenant = tenant;
      this.keys = keys;
    }

    /** Returns when there is news of so many legs, or after that time. */
    void next(int legs, Duration most) {
      try {
        boolean unused = news.tryAcquire(legs, most.toNanos(), TimeUnit.NANOSECONDS);
        int alsoUnused = news.drainPermits();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ProblemException(new Problem.Unavailable("receipts (the call ended)"), e);
      }
    }

    @Override
    public void close() {
      leave(this);
    }
  }
}
