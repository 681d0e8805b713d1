package dev.quintet.application.subscriptions;

import dev.quintet.application.tenancy.UsageAdmission;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.Cycle;
import dev.quintet.domain.subscriptions.Quota;
import dev.quintet.domain.subscriptions.QuotaLog;
import dev.quintet.domain.subscriptions.QuotaWarning;
import dev.quintet.domain.subscriptions.Terms;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageSpan;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides in memory whether what a call would use is within the limits of its tenant and, if its user has a
 * subscription of its own, of that. All limits of what is asked are decided together: what one of them
 * refuses is counted by none.
 *
 * <p>The truth is the ledger. It is asked again for those who use something, after this process has
 * recorded what it counted: every half second for {@value #MOST_AT_ONCE} owners, then in turn. What
 * other processes admit meanwhile is not known, and is how far a limit can be exceeded: what each of them
 * admits within two seconds. A process that is killed has recorded all but the calls of its last half
 * second, which are free and count for no limit either.
 */
public final class Quotas implements UsageAdmission {

  /** Owners that the ledger is asked for together. */
  static final int MOST_AT_ONCE = 200;

  private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Terms are read again when they are older. */
  private static final Duration TERMS_AGE = Duration.ofSeconds(2);

  private static final int MOST_OWNERS = 20_000;
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final TermsReading terms;
  private final TenantStore tenants;
  private final UsageLedger ledger;
  private final QuotaLog warnings;
  private final Clock clock;
  private final ConcurrentHashMap<Owner, QuotaCounter> counters = new ConcurrentHashMap<>();

  private record Owner(TenantId tenant, @Nullable UserId user) {}

  public Quotas(
      TermsReading terms,
      TenantStore tenants,
      UsageLedger ledger,
      QuotaLog warnings,
      Clock clock) {
    this.terms = terms;
    this.tenants = tenants;
    this.ledger = ledger;
    this.warnings = warnings;
    this.clock = clock;
  }

  /** Whether {@link #admit} can decide about a subject; else {@link #load} has to be called before. */
  public boolean knows(Subject subject) {
    Instant now = clock.instant();
    return owners(subject).stream()
        .allMatch(owner -> Optional.ofNullable(counters.get(owner)).filter(it -> it.decides(now)).isPresent());
  }

  /**
   * Asks for what {@link #admit} needs to know; waits.
   *
   * @throws ProblemException Unavailable
   */
  public void load(Subject subject, Deadline deadline) {
    for (Owner owner : owners(subject)) {
      QuotaCounter counter = counters.computeIfAbsent(owner, it -> new QuotaCounter());
      counter.asking.lock();
      try {
        if (!counter.decides(clock.instant())) {
          ask(List.of(owner), List.of(counter), deadline);
        }
      } finally {
        counter.asking.unlock();
      }
    }
  }

  private static List<Owner> owners(Subject subject) {
    Owner tenant = new Owner(subject.tenant(), null);
    return subject.user() == null
        ? List.of(tenant)
        : List.of(tenant, new Owner(subject.tenant(), subject.user()));
  }

  @Override
  public void admit(Subject subject, UsageType type, long count) {
    Instant now = clock.instant();
    AdmittedCall unused =
        decide(
            subject,
            it -> it.refusal(type, count, now),
            it -> it.admit(type, count, now));
  }

  /**
   * Counts a call that begins, if all limits of its subject allow it.
   *
   * @throws ProblemException LimitExceeded: nothing was counted
   */
  public AdmittedCall begin(Subject subject) {
    Instant now = clock.instant();
    return decide(
        subject,
        it -> it.refusal(UsageType.API_CALLS, 1, now),
        it -> {
          it.admit(UsageType.API_CALLS, 1, now);
          it.begin();
        });
  }

  private AdmittedCall decide(
      Subject subject,
      Function<QuotaCounter, Optional<Problem>> refusal,
      Consumer<QuotaCounter> count) {
    QuotaCounter tenant = counters.get(new Owner(subject.tenant(), null));
    if (tenant == null) {
      return AdmittedCall.UNLIMITED;
    }
    AdmittedCall call =
        new AdmittedCall(
            tenant,
            subject.user() == null
                ? null
                : counters.get(new Owner(subject.tenant(), subject.user())));
    call.decide(refusal, count);
    return call;
  }

  @Override
  public void giveBack(Subject subject, UsageType type, long count) {
    for (Owner owner : owners(subject)) {
      Optional.ofNullable(counters.get(owner)).ifPresent(it -> it.giveBack(type, count));
    }
  }

  @Override
  public void held(Subject subject, long symbols) {
    Optional.ofNullable(counters.get(owners(subject).getLast())).ifPresent(it -> it.held(symbols));
  }

  @Override
  public void recorded(Subject subject, UsageType type, long count) {
    for (Owner owner : owners(subject)) {
      Optional.ofNullable(counters.get(owner)).ifPresent(it -> it.recorded(type, count));
    }
  }

  /**
   * Asks the ledger for those who used something since it was asked, those first that were asked for
   * longest ago, and warns those who have used up much. Called by the one who records calls, when it
   * has recorded them. Throws nothing.
   */
  void look() {
    Instant now = clock.instant();
    List<Owner> owners = new ArrayList<>();
    List<QuotaCounter> asked = new ArrayList<>();
    counters.entrySet().stream()
        .filter(it -> it.getValue().active())
        .sorted(Comparator.comparing(it -> it.getValue().askedAt()))
        .limit(MOST_AT_ONCE)
        .filter(it -> it.getValue().asking.tryLock())
        .forEach(
            it -> {
              owners.add(it.getKey());
              asked.add(it.getValue());
            });
    try {
      if (!asked.isEmpty()) {
        ask(owners, asked, Deadline.after(PATIENCE));
        asked.forEach(this::warn);
      }
    } catch (ProblemException e) {
      LOG.debug("quotas cannot be looked at now", e);
    } catch (RuntimeException e) {
      LOG.error("quotas could not be looked at", e);
    } finally {
      asked.forEach(it -> it.asking.unlock());
    }
    forget(now);
  }

  /** With all of {@link QuotaCounter#asking} held. */
  private void ask(List<Owner> owners, List<QuotaCounter> asked, Deadline deadline) {
    List<Terms> current = new ArrayList<>();
    List<UsageSpan> spans = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Terms known = current(owners.get(i), asked.get(i), deadline);
      Cycle cycle = known.cycle();
      current.add(known);
      spans.add(new UsageSpan(known.tenant(), known.user(), cycle.from(), cycle.to()));
    }
    asked.forEach(QuotaCounter::asked);
    List<Map<UsageType, Long>> used = ledger.used(spans, deadline);
    Instant now = clock.instant();
    for (int i = 0; i < asked.size(); i++) {
      asked.get(i).answered(current.get(i), used.get(i), now);
    }
  }

  private Terms current(Owner owner, QuotaCounter counter, Deadline deadline) {
    Terms known = counter.terms();
    Instant now = clock.instant();
    if (known != null
        && now.isBefore(known.cycle().end())
        && now.isBefore(known.at().plus(TERMS_AGE))) {
      return known;
    }
    Optional<Tenant> tenant = tenants.find(owner.tenant, deadline);
    if (tenant.isEmpty() || owner.tenant.isInternal()) {
      return Terms.unlimited(owner.tenant, owner.user, now);
    }
    Terms found = terms.now(tenant.get(), owner.user, deadline);
    if (!now.isBefore(found.cycle().end())) {
      // What is remembered is of the cycle that has just ended.
      found = terms.at(tenant.get(), owner.user, now, deadline);
    }
    boolean own =
        owner.user == null
            || (found.subscription() != null && owner.user.equals(found.subscription().user()));
    return own ? found : Terms.unlimited(owner.tenant, owner.user, now);
  }

  private void warn(QuotaCounter counter) {
    for (QuotaWarning warning : counter.due(clock.instant())) {
      if (warnings.warn(warning, Deadline.after(PATIENCE))) {
        LOG.info(
            "tenant {} has used {} percent of its {}",
            warning.tenant(),
            warning.percent(),
            warning.limit().word());
      }
      counter.given(warning);
    }
  }

  /** Those who have used nothing for long: they are asked for again when they do. */
  private void forget(Instant now) {
    if (counters.size() > MOST_OWNERS) {
      counters
          .values()
          .removeIf(it -> it.askedAt().isBefore(now.minus(IDLE)) && !it.busy());
    }
  }

  /**
   * What of its limits a tenant has used up, as this process knows it; or of those of its own
   * subscription the subject's user. What does not count in a cycle is counted by this process alone.
   *
   * @throws ProblemException Unavailable
   */
  public List<Quota> quotas(Subject subject, Deadline deadline) {
    load(subject, deadline);
    Owner owner = owners(subject).getLast();
    return Objects.requireNonNull(counters.get(owner)).quotas();
  }
}
