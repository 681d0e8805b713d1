package dev.quintet.application.operations;

import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Forgets receipts of operations that all stores have had for long. */
public final class ReceiptKeeping {

  /** Of one statement, so that it takes no long transaction. */
  private static final int BLOCK = 2_000;

  private final ReceiptStore store;
  private final TenantStore tenants;
  private final Duration kept;
  private final Clock clock;

  /**
   * @param kept how long after the operation was recorded
   */
  public ReceiptKeeping(ReceiptStore store, TenantStore tenants, Duration kept, Clock clock) {
    this.store = store;
    this.tenants = tenants;
    this.kept = kept;
    this.clock = clock;
  }

  /** Forgets what is due, until that is done or the time is over; the next run goes on. */
  public void run(Deadline deadline) {
    Instant before = clock.instant().minus(kept);
    TenantPages.each(tenants, tenant -> true, deadline, some -> forget(some, before, deadline));
  }

  private void forget(Set<TenantId> some, Instant before, Deadline deadline) {
    boolean more = true;
    while (more && !deadline.expired()) {
      more = store.forget(some, before, BLOCK, deadline) > 0;
    }
  }
}
