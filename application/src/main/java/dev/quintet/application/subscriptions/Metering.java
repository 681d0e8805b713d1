package dev.quintet.application.subscriptions;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts calls. They are summed up in memory by subject and recorded every {@value #EVERY_MILLIS} ms,
 * each sum as one event: a process that is killed loses the calls of less than a second, one that is
 * stopped loses none. While the ledger cannot be written to, the same events are offered again and
 * the counts go on; both are bounded by the number of subjects.
 */
public final class Metering implements AutoCloseable {

  static final long EVERY_MILLIS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(Metering.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final UsageLedger ledger;
  private final @Nullable Quotas quotas;
  private final Supplier<UUID> ids;
  private final Clock clock;
  private final ConcurrentHashMap<Subject, Long> calls = new ConcurrentHashMap<>();
  private final ScheduledExecutorService recorder =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("metering").factory());
  private volatile List<UsageEvent> unrecorded = List.of();
  private boolean failing;

  /** Without quotas: for tests and measurements. */
  public Metering(UsageLedger ledger, Supplier<UUID> ids, Clock clock) {
    this(ledger, null, ids, clock);
  }

  /** Starts its recorder; {@link #close} ends it. */
  public Metering(
      UsageLedger ledger, @Nullable Quotas quotas, Supplier<UUID> ids, Clock clock) {
    this.ledger = ledger;
    this.quotas = quotas;
    this.ids = ids;
    this.clock = clock;
    var unused =
        recorder.scheduleWithFixedDelay(this::recordNow, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Lets a call begin that is going to be metered, if the limits of its caller allow it; it is {@link
   * #answered} later or given back. Waits when they are not known.
   *
   * @throws ProblemException LimitExceeded; Unavailable when they are not known and cannot be asked for
   */
  public AdmittedCall admit(Principal principal, Deadline deadline) {
    if (quotas == null || principal.onlyTenant().isEmpty()) {
      return AdmittedCall.UNLIMITED;
    }
    quotas.load(principal.subject(), deadline);
    return quotas.begin(principal.subject());
  }

  /** Like {@link #admit}, but never waits: empty when the limits are not known. */
  public Optional<AdmittedCall> admitRemembered(Principal principal) {
    if (quotas == null || principal.onlyTenant().isEmpty()) {
      return Optional.of(AdmittedCall.UNLIMITED);
    }
    return quotas.knows(principal.subject())
        ? Optional.of(quotas.begin(principal.subject()))
        : Optional.empty();
  }

  /** Counts a call that was answered. Never waits; a call that is no tenant's is not metered. */
  public void answered(Principal principal) {
    if (principal.onlyTenant().isPresent()) {
      calls.merge(principal.subject(), 1L, Long::sum);
    }
  }

  /** Calls that are counted and not recorded yet: those of the last moment, or of an outage. */
  public long waiting() {
    long counted = calls.values().stream().mapToLong(Long::longValue).sum();
    return counted + unrecorded.stream().mapToLong(UsageEvent::count).sum();
  }

  /** Records what was counted. Returns when it is, or logs why it is not. */
  @Override
  public void close() {
    if (!recorder.isShutdown()) {
      recorder.execute(this::recordTheRest);
      recorder.shutdown();
    }
    try {
      if (!recorder.awaitTermination(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the metering of calls did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void recordNow() {
    boolean failed = !record();
    if (failed && !failing) {
      LOG.warn("calls cannot be recorded now; they stay counted and are offered again");
    }
    failing = failed;
  }

  /** What failed before, then what was counted since. */
  private void recordTheRest() {
    boolean recorded = true;
    while (recorded && (!unrecorded.isEmpty() || !calls.isEmpty())) {
      recorded = record();
    }
    if (!recorded) {
      LOG.error("calls of {} subjects were not recorded", unrecorded.size() + calls.size());
    }
  }

  /**
   * Offers the events that failed before, or makes new ones: never both, so that they do not grow.
   *
   * @return false when the ledger could not be written to
   */
  private boolean record() {
    if (unrecorded.isEmpty()) {
      unrecorded = take();
    }
    try {
      ledger.append(unrecorded, Deadline.after(PATIENCE));
      if (quotas != null) {
        unrecorded.forEach(it -> quotas.recorded(it.subject(), it.type(), it.count()));
        quotas.look();
      }
      unrecorded = List.of();
      return true;
    } catch (ProblemException e) {
      return false;
    } catch (RuntimeException e) {
      LOG.error("calls could not be recorded", e);
      return false;
    }
  }

  private List<UsageEvent> take() {
    Instant now = clock.instant();
    List<UsageEvent> events = new ArrayList<>();
    for (Subject subject : calls.keySet()) {
      Long count = calls.remove(subject);
      if (count != null) {
        events.add(new UsageEvent(ids.get(), subject, UsageType.API_CALLS, count, now));
      }
    }
    return events;
  }
}
