package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many reads each tenant may have at the same time. A read lasts as long as its reader takes, so
 * without a share of its own one tenant's slow readers would hold every connection.
 */
final class ReadShares {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration COME_AGAIN = Duration.ofMillis(250);

  private final int reads;
  private final ConcurrentHashMap<TenantId, Share> shares = new ConcurrentHashMap<>();

  ReadShares(int reads) {
    this.reads = reads;
  }

  /**
   * Takes a part of the tenant's share; {@link #leave} must follow.
   *
   * @throws ProblemException LimitExceeded when none was free in two seconds, or by the deadline
   */
  void enter(TenantId tenant, Deadline deadline) {
    Share share = shares.compute(tenant, (id, known) -> used(known));
    boolean entered = false;
    try {
      Duration left = deadline.remaining();
      Duration wait = left.compareTo(PATIENCE) < 0 ? left : PATIENCE;
      entered = share.free.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(new Problem.Unavailable("clickhouse (the call ended)"), e);
    } finally {
      if (!entered) {
        unused(tenant);
      }
    }
    if (!entered) {
      throw new ProblemException(
          new Problem.LimitExceeded("reads at the same time", reads, COME_AGAIN));
    }
  }

  void leave(TenantId tenant) {
    Share share = shares.get(tenant);
    if (share != null) {
      share.free.release();
    }
    unused(tenant);
  }

  /** Tenants that read or wait. */
  int tenants() {
    return shares.size();
  }

  private Share used(@Nullable Share known) {
    Share share = known == null ? new Share(reads) : known;
    share.users++;
    return share;
  }

  private void unused(TenantId tenant) {
    shares.computeIfPresent(tenant, (id, share) -> --share.users == 0 ? null : share);
  }

  private static final class Share {
    private final Semaphore free;
    private int users;

    private Share(int reads) {
      this.free = new Semaphore(reads, true);
    }
  }
}
