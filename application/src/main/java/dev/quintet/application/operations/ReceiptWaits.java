package dev.quintet.application.operations;

import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes those who await a receipt when a leg of it went on in this process. */
final class ReceiptWaits {

  private record Key(TenantId tenant, OperationId operation) {}

  private final Map<Key, Set<Wait>> waiting = new HashMap<>();

  /** Begins before the receipt is read, so that nothing is missed in between. */
  synchronized Wait enter(TenantId tenant, OperationId operation) {
    Wait wait = new Wait(new Key(tenant, operation));
    waiting.computeIfAbsent(wait.key, key -> new HashSet<>()).add(wait);
    return wait;
  }

  synchronized void wake(TenantId tenant, Collection<OperationId> operations) {
    for (OperationId operation : operations) {
      waiting.getOrDefault(new Key(tenant, operation), Set.of()).forEach(wait -> wait.news.release());
    }
  }

  private synchronized void leave(Wait wait) {
    waiting.computeIfPresent(
        wait.key,
        (key, waits) -> {
          waits.remove(wait);
          return waits.isEmpty() ? null : waits;
        });
  }

  /** How many wait. */
  synchronized int count() {
    return waiting.values().stream().mapToInt(Set::size).sum();
  }

  /** One who awaits a receipt; compared by identity. */
  final class Wait implements AutoCloseable {
    private final Key key;
    private final Semaphore news = new Semaphore(0);

    private Wait(Key key) {
      this.key = key;
    }

    /** Returns when there is news, or after that time. */
    void next(Duration most) {
      try {
        boolean unused = news.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
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
