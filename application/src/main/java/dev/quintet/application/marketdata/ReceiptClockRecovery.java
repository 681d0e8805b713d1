package dev.quintet.application.marketdata;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.writes.Once;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before the first batch of a process: goes on behind what is recorded already. The clock may have
 * been set back since, and a correction must not become known before the tick that it corrects.
 */
public final class ReceiptClockRecovery {

  private static final Logger LOG = LoggerFactory.getLogger(ReceiptClockRecovery.class);

  private final TenantStore tenants;
  private final Once once;
  private final ReceiptClock times;
  private final Clock clock;

  public ReceiptClockRecovery(
      TenantStore tenants, Once once, ReceiptClock times, Clock clock) {
    this.tenants = tenants;
    this.once = once;
    this.times = times;
    this.clock = clock;
  }

  /** Asks for batches that are recorded as received in the future; usually there are none. */
  public void run(Deadline deadline) {
    Instant now = clock.instant();
    @Nullable Cursor from = null;
    do {
      Page<Tenant> page = tenants.list(from, Page.MAX_SIZE, deadline);
      goOnAfterThoseOf(page, now, deadline);
      from = page.nextCursor();
    } while (from != null);
  }

  private void goOnAfterThoseOf(Page<Tenant> page, Instant now, Deadline deadline) {
    Set<TenantId> some = page.items().stream().map(Tenant::id).collect(Collectors.toSet());
    if (some.isEmpty()) {
      return;
    }
    once.newest(some, now, deadline)
        .ifPresent(
            newest -> {
              LOG.warn("batches were received at {}, which is ahead of the clock", newest);
              times.goOnAfter(newest);
            });
  }
}
