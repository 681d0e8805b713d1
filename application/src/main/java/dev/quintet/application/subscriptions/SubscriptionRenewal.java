package dev.quintet.application.subscriptions;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.subscriptions.SubscriptionStore.Due;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what the time has brought to subscriptions: ends of trials and terms, new cycles, and so on. */
public final class SubscriptionRenewal {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRenewal.class);
  private static final int AT_ONCE = 500;
  private static final String CAUSE = "time";

  private final SubscriptionStore subscriptions;
  private final TenantStore tenants;
  private final Clock clock;

  public SubscriptionRenewal(SubscriptionStore subscriptions, TenantStore tenants, Clock clock) {
    this.subscriptions = subscriptions;
    this.tenants = tenants;
    this.clock = clock;
  }

  /**
   * Records everything that is due now, of every tenant. May be done at any time, by several at once; one
   * subscription that cannot be recorded does not keep back the others.
   */
  public void run(Deadline deadline) {
    Instant now = clock.instant();
    @Nullable Cursor from = null;
    do {
      Page<Tenant> page = tenants.list(from, Page.MAX_SIZE, deadline);
      Set<TenantId> some = page.items().stream().map(Tenant::id).collect(Collectors.toSet());
      if (!some.isEmpty()) {
        renew(some, now, deadline);
      }
      from = page.nextCursor();
    } while (from != null);
  }

  private void renew(Set<TenantId> some, Instant now, Deadline deadline) {
    List<Due> due;
    long recorded;
    do {
      due = subscriptions.due(some, now, AT_ONCE, deadline);
      recorded = due.stream().filter(it -> renew(it, now, deadline)).count();
    } while (due.size() == AT_ONCE && recorded > 0);
  }

  private boolean renew(Due due, Instant now, Deadline deadline) {
    try {
      subscriptions.advance(
          due.tenant(),
          due.subscription(),
          it -> SubscriptionCourse.of(it, CAUSE, now).changes(),
          deadline);
      return true;
    } catch (ProblemException e) {
      LOG.warn("a subscription of tenant {} cannot be renewed now", due.tenant(), e);
      return false;
    }
  }
}
