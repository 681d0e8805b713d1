package dev.quintet.application.operations;

import dev.quintet.domain.operations.Comparison;
import dev.quintet.domain.operations.ComparisonStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what stores derive with the record, all the time, and puts right what differs. Tenants take
 * turns, the one that was looked at longest ago first; how far each is, is kept, so that any service goes
 * on with it.
 */
public final class Reconciliation {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  /** Before the first time that a store may hold. */
  private static final LocalDate BEGINNING = LocalDate.of(1900, 1, 1);

  /** Days that are compared at once, if a store can tell in time. */
  private static final int WINDOW = 31;

  /** So that a tenant with very many days does not hold up the others. */
  private static final int WINDOWS_OF_A_TURN = 24;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ComparisonStore store;
  private final TenantStore tenants;
  private final List<Derived> derived;
  private final Duration every;
  private final Clock clock;
  private final AtomicLong days = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong surplus = new AtomicLong();

  /** What is to be compared of a tenant, from where on. */
  private record Due(Derived derived, Comparison comparison) {}

  /**
   * What all stores derive, as of the last comparisons.
   *
   * @param oldest when the comparison that is the longest ago ended; null: there is none
   */
  public record Measured(Comparison.Days days, long mended, @Nullable Instant oldest) {

    static final Measured NOTHING = new Measured(Comparison.Days.NONE, 0, null);

    private Measured and(Comparison other) {
      Instant at = other.comparedAt();
      return new Measured(
          days.plus(other.last()),
          mended + other.mended(),
          oldest == null || at != null && at.isBefore(oldest) ? at : oldest);
    }
  }

  /**
   * @param every how long after its comparison a tenant is compared again
   */
  public Reconciliation(
      ComparisonStore store,
      TenantStore tenants,
      List<Derived> derived,
      Duration every,
      Clock clock) {
    this.store = store;
    this.tenants = tenants;
    this.derived = List.copyOf(derived);
    this.every = every;
    this.clock = clock;
  }

  /** Lets be seen what this process compared and put right. */
  public Reconciliation shownBy(Observer observer) {
    String help = "Days compared with the record, and rows put right, since the start";
    observer.gauge("reconciled", "days", help, days::get);
    observer.gauge("reconciled", "lost_rows", help, lost::get);
    observer.gauge("reconciled", "surplus_rows", help, surplus::get);
    return this;
  }

  /** Compares who is due, until that is done or the time is over. */
  public void run(Deadline deadline) {
    List<Due> due = new ArrayList<>();
    Instant before = clock.instant().minus(every);
    TenantPages.served(
        tenants,
        deadline,
        some ->
            all(some, deadline).stream()
                .filter(it -> isDue(it.comparison, before))
                .forEach(due::add));
    due.sort(Comparator.comparing(it -> it.comparison.lookedAt()));
    for (Due it : due) {
      if (deadline.expired()) {
        return;
      }
      try {
        compare(it, WINDOWS_OF_A_TURN, deadline);
      } catch (RuntimeException e) {
        LOG.warn(
            "{} of tenant {} in {} cannot be compared now",
            it.derived.projection(), it.comparison.tenant(), it.derived.store(), e);
      }
    }
  }

  private static boolean isDue(Comparison comparison, Instant before) {
    Instant at = comparison.comparedAt();
    return comparison.next() != null || at == null || !at.isAfter(before);
  }

  /** Compares all of a tenant now. */
  public void compare(TenantId tenant, Deadline deadline) {
    all(Set.of(tenant), deadline).forEach(it -> compare(it, Integer.MAX_VALUE, deadline));
  }

  /** How it stands with all tenants that are served. */
  public Measured measured(Deadline deadline) {
    List<Comparison> found = new ArrayList<>();
    TenantPages.served(
        tenants, deadline, some -> found.addAll(store.list(some, deadline)));
    Measured measured = Measured.NOTHING;
    for (Comparison it : found) {
      measured = measured.and(it);
    }
    return measured;
  }

  private List<Due> all(Set<TenantId> some, Deadline deadline) {
    Map<List<Object>, Comparison> known = new HashMap<>();
    store
        .list(some, deadline)
        .forEach(it -> known.put(List.of(it.tenant(), it.store(), it.projection()), it));
    List<Due> all = new ArrayList<>();
    for (TenantId tenant : some) {
      for (Derived it : derived) {
        Comparison fresh = Comparison.none(tenant, it.store(), it.projection());
        all.add(
            new Due(
                it,
                known.getOrDefault(List.of(tenant, it.store(), it.projection()), fresh)));
      }
    }
    return all;
  }

  private void compare(Due due, int windows, Deadline deadline) {
    Comparison comparison = due.comparison;
    for (int window = 0; window < windows && !deadline.expired(); window++) {
      LocalDate next = comparison.next();
      Optional<LocalDate> from =
          due.derived.next(
              comparison.tenant(), next == null ? BEGINNING : next, soon(deadline));
      comparison =
          from.isEmpty()
              ? comparison.ended(clock.instant())
              : compare(due.derived, comparison, from.get(), deadline);
      store.put(comparison, soon(deadline));
      if (from.isEmpty()) {
        return;
      }
    }
  }

  private static Deadline soon(Deadline deadline) {
    return deadline.remaining().compareTo(PATIENCE) < 0 ? deadline : Deadline.after(PATIENCE);
  }

  private Comparison compare(
      Derived what, Comparison comparison, LocalDate from, Deadline deadline) {
    TenantId tenant = comparison.tenant();
    Derived.Compared compared = compare(what, tenant, from, WINDOW, deadline);
    Derived.Mended all = Derived.Mended.NOTHING;
    int drifting = 0;
    for (LocalDate day : compared.differing()) {
      Derived.Mended mended = what.mend(tenant, day, deadline);
      if (mended.differed()) {
        drifting++;
        LOG.warn(
            "{} of tenant {} in {} differed on {}: {} rows were missing, {} too many",
            what.projection(), tenant, what.store(), day, mended.lost(), mended.surplus());
      }
      all = all.plus(mended);
    }
    days.addAndGet(compared.days());
    lost.addAndGet(all.lost());
    surplus.addAndGet(all.surplus());
    return comparison.after(
        new Comparison.Days(compared.days(), compared.days() - drifting),
        all.rows(),
        compared.to(),
        clock.instant());
  }

  /** Of fewer days where a store cannot tell of so many in time. */
  private static Derived.Compared compare(
      Derived what, TenantId tenant, LocalDate from, int span, Deadline deadline) {
    try {
      return what.compare(tenant, from, from.plusDays(span), soon(deadline));
    } catch (ProblemException e) {
      if (span == 1 || e.problem().fault() == Problem.Fault.CALLER || deadline.expired()) {
        throw e;
      }
      return compare(what, tenant, from, span / 2, deadline);
    }
  }
}
