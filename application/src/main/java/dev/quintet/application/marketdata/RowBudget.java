package dev.quintet.application.marketdata;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the rows in the house, for all and for each tenant. First come, first served, so that
 * nobody waits for ever; who waits, waits for its own tenant's share first, so that one tenant's
 * flood does not stand before the door of the others.
 */
final class RowBudget {

  /** What a batch costs on top of its rows, in rows: its objects weigh about as much. */
  static final int PER_BATCH = 32;

  private final Semaphore all;
  private final int tenantRows;
  private final ConcurrentHashMap<TenantId, Share> shares = new ConcurrentHashMap<>();

  RowBudget(int rows, int tenantRows) {
    this.all = new Semaphore(rows, true);
    this.tenantRows = tenantRows;
  }

  /** Whether there was room before the deadline; then {@link #release} must follow. */
  boolean acquire(TenantId tenant, int rows, Deadline deadline) throws InterruptedException {
    int cost = rows + PER_BATCH;
    Semaphore share = enter(tenant).rows;
    boolean granted = false;
    try {
      granted = acquire(share, cost, deadline) && acquireOfAll(share, cost, deadline);
    } finally {
      if (!granted) {
        leave(tenant);
      }
    }
    return granted;
  }

  private boolean acquireOfAll(Semaphore share, int cost, Deadline deadline)
      throws InterruptedException {
    boolean granted = false;
    try {
      granted = acquire(all, cost, deadline);
    } finally {
      if (!granted) {
        share.release(cost);
      }
    }
    return granted;
  }

  void release(TenantId tenant, int rows) {
    int cost = rows + PER_BATCH;
    all.release(cost);
    Share share = shares.get(tenant);
    if (share != null) {
      share.rows.release(cost);
    }
    leave(tenant);
  }

  private static boolean acquire(Semaphore semaphore, int cost, Deadline deadline)
      throws InterruptedException {
    return semaphore.tryAcquire(cost, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A share lives as long as somebody uses it. */
  private Share enter(TenantId tenant) {
    return shares.compute(
        tenant,
        (id, share) -> {
          Share used = share == null ? new Share(tenantRows) : share;
          used.users++;
          return used;
        });
  }

  private void leave(TenantId tenant) {
    shares.computeIfPresent(tenant, (id, share) -> --share.users == 0 ? null : share);
  }

  private static final class Share {
    private final Semaphore rows;
    private int users;

    private Share(int rows) {
      this.rows = new Semaphore(rows, true);
    }
  }
}
