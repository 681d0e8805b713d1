package dev.quintet.application.subscriptions;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.Statement;
import dev.quintet.domain.subscriptions.StatementStore;
import dev.quintet.domain.subscriptions.UsageGrouping;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the ledger of usage needs from time to time: room for the months to come, sums compared with
 * their events, and a statement for each tenant of each period that has closed. Every step may be
 * repeated and done by several processes at once; what one leaves out because it is killed, the next
 * run does. It is no job, which one service of many runs: each shows what it found in its health document.
 */
public final class UsageKeeping implements AutoCloseable {

  static final Duration EVERY = Duration.ofMinutes(1);

  /** To compare sums reads every event of two months. */
  static final Duration COMPARED_EVERY = Duration.ofMinutes(30);

  private static final Logger LOG = LoggerFactory.getLogger(UsageKeeping.class);
  private static final String UNREADY = "months of usage cannot be made ready";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A tenant's statement is looked for this far back: from then on none is missing. */
  private static final int MONTHS_BACK = 24;

  private final UsageLedger ledger;
  private final StatementStore statements;
  private final TenantStore tenants;
  private final Clock clock;
  private final ScheduledExecutorService keeping =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("usage").factory());
  private volatile State state = new State(null, null, null, null);

  /**
   * What the last runs found; what is not known yet, or could not be asked, is null.
   *
   * @param monthsAhead that are ready for what is used in them
   * @param drift sums of the running and the last period that are not those of their events
   * @param closed the newest period of which every tenant has its statement
   */
  public record State(
      @Nullable Integer monthsAhead,
      @Nullable Long drift,
      @Nullable Instant comparedAt,
      @Nullable BillingPeriod closed) {}

  public UsageKeeping(
      UsageLedger ledger, StatementStore statements, TenantStore tenants, Clock clock) {
    this.ledger = ledger;
    this.statements = statements;
    this.tenants = tenants;
    this.clock = clock;
  }

  /** Makes the months ready, and begins to run again and again. */
  public void begin() {
    step(UNREADY, this::prepare);
    var unused =
        keeping.scheduleWithFixedDelay(
            this::keep, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  public State state() {
    return state;
  }

  /**
   * The statement of a closed period.
   *
   * @throws ProblemException Denied unless the call may read usage; NotFound for another tenant, and
   *     before the statement is made
   */
  public Statement statement(
      Principal principal, @Nullable TenantId tenant, BillingPeriod period, Deadline deadline) {
    Access.requireWhole(principal, Permission.USAGE_READ);
    TenantId visible =
        Access.reader(principal, Permission.USAGE_READ, tenant)
            .orElseThrow(() -> ProblemException.invalid("tenant", "is missing"));
    return statements
        .find(visible, period, deadline)
        .orElseThrow(
            () -> new ProblemException(new Problem.NotFound("statement", period.toString())));
  }

  /** One run; each step for itself, so that one which fails stops no other. */
  void keep() {
    step(UNREADY, this::prepare);
    step("sums of usage cannot be compared", this::compare);
    step("periods cannot be closed", () -> close(Deadline.after(PATIENCE)));
  }

  private static void step(String failure, Runnable work) {
    try {
      work.run();
    } catch (ProblemException e) {
      LOG.warn("{} now", failure, e);
    } catch (RuntimeException e) {
      LOG.error(failure, e);
    }
  }

  private void prepare() {
    int ready = ledger.prepare(Deadline.after(PATIENCE));
    state = new State(ready, state.drift, state.comparedAt, state.closed);
  }

  private void compare() {
    Instant now = clock.instant();
    if (state.comparedAt != null && now.isBefore(state.comparedAt.plus(COMPARED_EVERY))) {
      return;
    }
    BillingPeriod running = BillingPeriod.of(now);
    long drift =
        ledger.drift(running, Deadline.after(PATIENCE))
            + ledger.drift(previous(running), Deadline.after(PATIENCE));
    if (drift > 0) {
      LOG.error("{} sums of usage are not those of their events", drift);
    }
    state = new State(state.monthsAhead, drift, now, state.closed);
  }

  /**
   * Makes the statements that are missing of periods that have closed, whichever time they closed at.
   * Not before every transaction that may still book in the period has ended.
   */
  void close(Deadline deadline) {
    BillingPeriod last = lastClosed(deadline);
    if (last.equals(state.closed)) {
      return;
    }
    @Nullable Cursor from = null;
    do {
      Page<Tenant> page = tenants.list(from, Page.MAX_SIZE, deadline);
      for (Tenant tenant : page.items()) {
        if (!tenant.id().isInternal()) {
          close(tenant, last, deadline);
        }
      }
      from = page.nextCursor();
    } while (from != null);
    state = new State(state.monthsAhead, state.drift, state.comparedAt, last);
  }

  private BillingPeriod lastClosed(Deadline deadline) {
    Instant complete = ledger.reconcile(Duration.ZERO, deadline).completeUntil();
    BillingPeriod period = previous(BillingPeriod.of(complete));
    return complete.isBefore(period.closesAt()) ? previous(period) : period;
  }

  private void close(Tenant tenant, BillingPeriod last, Deadline deadline) {
    BillingPeriod first = BillingPeriod.of(tenant.createdAt());
    BillingPeriod oldest = new BillingPeriod(last.month().minusMonths(MONTHS_BACK));
    BillingPeriod period = first.month().isBefore(oldest.month()) ? oldest : first;
    Set<BillingPeriod> closed = statements.periods(tenant.id(), deadline);
    for (; !period.month().isAfter(last.month()); period = next(period)) {
      if (!closed.contains(period)) {
        statements.keep(
            Statement.of(tenant.id(), period, totals(tenant.id(), period, deadline)), deadline);
      }
    }
  }

  private List<UsageTotal> totals(TenantId tenant, BillingPeriod period, Deadline deadline) {
    UsageQuery query =
        new UsageQuery(
            tenant,
            null,
            null,
            null,
            period.start(),
            period.end(),
            Set.of(UsageGrouping.TYPE, UsageGrouping.SERVICE, UsageGrouping.CORRECTS));
    List<UsageTotal> totals = new ArrayList<>();
    @Nullable Cursor from = null;
    do {
      Page<UsageTotal> page = ledger.totals(query, from, Page.MAX_SIZE, deadline).page();
      totals.addAll(page.items());
      from = page.nextCursor();
    } while (from != null);
    return totals;
  }

  private static BillingPeriod previous(BillingPeriod period) {
    return new BillingPeriod(period.month().minusMonths(1));
  }

  private static BillingPeriod next(BillingPeriod period) {
    return new BillingPeriod(period.month().plusMonths(1));
  }

  @Override
  public void close() {
    keeping.shutdownNow();
  }
}
