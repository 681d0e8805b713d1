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
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instants at which batches are taken, and so become known: microseconds, each later than the
 * one before, also when the clock stands still or jumps back. One for the whole process, because it
 * also orders corrections of one tick.
 */
public final class ReceiptClock {

  private static final Logger LOG = LoggerFactory.getLogger(ReceiptClock.class);

  private final Clock clock;
  private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

  public ReceiptClock(Clock clock) {
    this.clock = clock;
  }

  /**
   * Before the first batch of a process: goes on behind what is recorded already. The clock may have
   * been set back since, and a correction must not become known before the tick that it corrects.
   */
  public void goOnAfterRecorded(TenantStore tenants, Once once, Deadline deadline) {
    Instant now = clock.instant();
    @Nullable Cursor from = null;
    do {
      Page<Tenant> page = tenants.list(from, Page.MAX_SIZE, deadline);
      Set<TenantId> some = page.items().stream().map(Tenant::id).collect(Collectors.toSet());
      if (!some.isEmpty()) {
        once.newest(some, now, deadline).ifPresent(this::goOnAfter);
      }
      from = page.nextCursor();
    } while (from != null);
  }

  private void goOnAfter(Instant known) {
    LOG.warn("batches were received at {}, which is ahead of the clock", known);
    last.accumulateAndGet(ChronoUnit.MICROS.between(Instant.EPOCH, known), Math::max);
  }

  /** The next instant: now, or just after the one before. */
  public Instant next() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    long micros = last.updateAndGet(before -> Math.max(before + 1, now));
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
