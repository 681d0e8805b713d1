package dev.quintet.application.platform;

import dev.quintet.application.shared.Parallel;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.Tier;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the isolation of tenants: two canary tenants try to read each other through every store
 * at once, at start and every minute. A leak that was seen stays the status until a later round over every
 * store finds none.
 */
public final class IsolationWatch {

  /** A tenant of Quintet's own that holds nothing but canaries. */
  public static final TenantId CANARY = new TenantId(TenantId.INTERNAL_PREFIX + "canary_one");

  private static final Logger LOG = LoggerFactory.getLogger(IsolationWatch.class);
  private static final TenantId OTHER = new TenantId(TenantId.INTERNAL_PREFIX + "canary_two");

  private final List<Store> stores;
  private final TenantStore tenants;
  private final Clock clock;
  private volatile Status status;

  public IsolationWatch(List<Store> stores, TenantStore tenants, Clock clock) {
    this.stores = List.copyOf(stores);
    this.tenants = tenants;
    this.clock = clock;
    this.status = new Status(Verdict.UNKNOWN, List.of("not checked yet"), clock.instant());
  }

  /** What the last round found. */
  public enum Verdict {
    ISOLATED,
    LEAKING,
    /** A store could not be asked. */
    UNKNOWN
  }

  /**
   * The outcome of a round.
   *
   * @param findings a sentence for each thing that was reached or could not be asked
   */
  public record Status(Verdict verdict, List<String> findings, Instant checkedAt) {
    public Status {
      findings = List.copyOf(findings);
    }
  }

  /** The canaries try, both ways, through every store. Throws nothing that a store throws. */
  public synchronized Status check(Deadline deadline) {
    status = round(deadline);
    return status;
  }

  public Status status() {
    return status;
  }

  private Status round(Deadline deadline) {
    List<Answer> made = Parallel.map(List.of(CANARY, OTHER), canary -> make(canary, deadline));
    List<Answer> answers =
        made.stream().allMatch(Answer::asked)
            ? Parallel.map(stores, store -> ask(store, deadline))
            : made;
    List<String> leaks = answers.stream().flatMap(answer -> answer.leaks.stream()).toList();
    if (!leaks.isEmpty()) {
      LOG.error("tenants are not isolated: {}", leaks);
      return new Status(Verdict.LEAKING, leaks, clock.instant());
    }
    List<String> unasked = answers.stream().flatMap(answer -> answer.unasked.stream()).toList();
    if (!unasked.isEmpty()) {
      Verdict verdict =
          status.verdict() == Verdict.LEAKING ? Verdict.LEAKING : Verdict.UNKNOWN;
      return new Status(verdict, unasked, clock.instant());
    }
    return new Status(Verdict.ISOLATED, List.of(), clock.instant());
  }

  private Answer make(TenantId canary, Deadline deadline) {
    try {
      Tenant wish =
          new Tenant(
              canary, "isolation canary", Tier.FREE, Tenant.State.PROVISIONING, clock.instant());
      if (tenants.register(wish, deadline).state() == Tenant.State.PROVISIONING) {
        tenants.provision(canary, deadline);
      }
      return Answer.nothing();
    } catch (RuntimeException e) {
      LOG.warn("canary tenant {} cannot be made", canary, e);
      return Answer.unasked("canary tenant " + canary + ": " + e.getMessage());
    }
  }

  private static Answer ask(Store store, Deadline deadline) {
    try {
      List<String> leaks = new ArrayList<>(store.leaks(CANARY, OTHER, deadline));
      leaks.addAll(store.leaks(OTHER, CANARY, deadline));
      return new Answer(leaks, List.of());
    } catch (RuntimeException e) {
      // One store that cannot be asked must not keep the others from being checked.
      LOG.warn("isolation of {} cannot be checked", store.declaration().name(), e);
      return Answer.unasked(store.declaration().name() + ": " + e.getMessage());
    }
  }

  /** The answer of one store. */
  private record Answer(List<String> leaks, List<String> unasked) {

    static Answer nothing() {
      return new Answer(List.of(), List.of());
    }

    static Answer unasked(String why) {
      return new Answer(List.of(), List.of(why));
    }

    boolean asked() {
      return unasked.isEmpty();
    }
  }
}
