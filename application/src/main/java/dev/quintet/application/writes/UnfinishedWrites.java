package dev.quintet.application.writes;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.writes.Effect;
import dev.quintet.domain.writes.Once;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles writes that a process left unfinished, this one or another: at the start, and every
 * {@value #EVERY_MILLIS} ms from then on.
 */
public final class UnfinishedWrites implements AutoCloseable {

  static final long EVERY_MILLIS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(UnfinishedWrites.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Once once;
  private final TenantStore tenants;
  private final Map<String, Effect> effects;
  private final ScheduledExecutorService settling =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("settling").factory());

  /**
   * @param effects by the operation that they are of
   */
  public UnfinishedWrites(Once once, TenantStore tenants, Map<String, Effect> effects) {
    this.once = once;
    this.tenants = tenants;
    this.effects = Map.copyOf(effects);
  }

  /** Settles what it can now, and begins to do so again and again. */
  public void begin() {
    settleNow();
    var unused =
        settling.scheduleWithFixedDelay(
            this::settleNow, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void settleNow() {
    try {
      int left = settle(Deadline.after(PATIENCE));
      if (left > 0) {
        LOG.debug("{} calls stay unfinished", left);
      }
    } catch (ProblemException e) {
      LOG.debug("unfinished writes cannot be settled now", e);
    } catch (RuntimeException e) {
      LOG.error("unfinished writes could not be settled", e);
    }
  }

  /** Settles those of every tenant; returns how many calls stay unfinished. */
  int settle(Deadline deadline) {
    int left = 0;
    @Nullable Cursor from = null;
    do {
      Page<Tenant> page = tenants.list(from, Page.MAX_SIZE, deadline);
      Set<TenantId> some = page.items().stream().map(Tenant::id).collect(Collectors.toSet());
      left += some.isEmpty() ? 0 : once.settle(some, effects, deadline);
      from = page.nextCursor();
    } while (from != null);
    return left;
  }

  @Override
  public void close() {
    settling.shutdownNow();
  }
}
