package dev.quintet.application.platform;

import dev.quintet.application.shared.ExpiringCache;
import dev.quintet.application.shared.Readiness;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.tenancy.IsolationWatch;
import dev.quintet.domain.platform.Dependency;
import dev.quintet.domain.platform.StoreVitals;
import dev.quintet.domain.platform.Vitals;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.subscriptions.UsageLedger;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Measures how the platform does: every store at once, each within a deadline, so that the answer
 * never takes longer than that. Remembered for a second, however many ask.
 */
public final class Health {

  /** How long a store may take to say how it does. */
  static final Duration PATIENCE = Duration.ofMillis(750);

  /** Which batches are looked at when usage is reconciled. */
  static final Duration RECONCILED = Duration.ofMinutes(1);

  private static final Duration REMEMBERED = Duration.ofSeconds(1);

  /** To look at every batch of a minute costs more than a glance. */
  private static final Duration RECONCILED_EVERY = Duration.ofSeconds(5);

  /** Without it some calls fail; without anything else that is missing, all do. */
  private static final Set<String> SPARED = Set.of(Dependency.CLICKHOUSE.word());

  /**
   * What is measured besides the stores.
   *
   * @param process this one
   */
  public record Sources(
      Readiness readiness,
      IsolationWatch isolation,
      CallTimes calls,
      Metering metering,
      UsageLedger usage,
      Supplier<RunningProcess> process) {}

  private final Sources sources;
  private final Map<Dependency, Question<Vitals>> stores = new EnumMap<>(Dependency.class);
  private final Question<UsageLedger.Reconciliation> usage;
  private final Clock clock;
  private final ExpiringCache<String, HealthReport> remembered;

  public Health(List<StoreVitals> stores, Sources sources, Clock clock) {
    this(stores, sources, clock, System::nanoTime);
  }

  Health(List<StoreVitals> stores, Sources sources, Clock clock, LongSupplier nanoClock) {
    this.sources = sources;
    this.clock = clock;
    this.remembered = new ExpiringCache<>("health", REMEMBERED, 1, nanoClock);
    for (StoreVitals store : stores) {
      this.stores.put(
          store.dependency(), new Question<>(store.dependency().word(), store::measure));
    }
    ExpiringCache<String, UsageLedger.Reconciliation> reconciled =
        new ExpiringCache<>("usage", RECONCILED_EVERY, 1, nanoClock);
    this.usage =
        new Question<>(
            "usage",
            deadline ->
                reconciled.get(
                    "", it -> sources.usage().reconcile(RECONCILED, deadline), deadline));
  }

  /** How the platform does, as of at most a second ago. Throws nothing that a store throws. */
  public HealthReport report() {
    return remembered.get("", it -> measure(), Deadline.after(PATIENCE.multipliedBy(4)));
  }

  private HealthReport measure() {
    Deadline deadline = Deadline.after(PATIENCE);
    Map<Dependency, CompletableFuture<Vitals>> asked = new EnumMap<>(Dependency.class);
    stores.forEach((store, question) -> asked.put(store, question.ask(deadline)));
    CompletableFuture<UsageLedger.Reconciliation> reconciling = usage.ask(deadline);
    Map<Dependency, Vitals> vitals = new HashMap<>();
    stores.forEach(
        (store, question) ->
            Optional.ofNullable(asked.get(store))
                .flatMap(answer -> question.await(answer, deadline))
                .ifPresent(answer -> vitals.put(store, answer)));
    Set<String> missing = new HashSet<>(sources.readiness().state().missing());
    Map<Dependency, HealthReport.State> states = states(vitals, missing);
    return new HealthReport(
        status(states, missing),
        clock.instant(),
        sources.process().get(),
        sources.calls().all(),
        states,
        vitals,
        sources.isolation().status(),
        sources.metering().waiting(),
        usage.await(reconciling, deadline));
  }

  /** A store that answers this question, but not a real one, is not well either. */
  private Map<Dependency, HealthReport.State> states(
      Map<Dependency, Vitals> vitals, Set<String> missing) {
    Map<Dependency, HealthReport.State> states = new EnumMap<>(Dependency.class);
    for (Dependency dependency : Dependency.values()) {
      boolean well = vitals.containsKey(dependency) && !missing.contains(dependency.word());
      states.put(
          dependency,
          !stores.containsKey(dependency)
              ? HealthReport.State.NOT_CONFIGURED
              : well ? HealthReport.State.HEALTHY : HealthReport.State.UNHEALTHY);
    }
    return states;
  }

  private static HealthReport.Status status(
      Map<Dependency, HealthReport.State> states, Set<String> missing) {
    if (!SPARED.containsAll(missing)) {
      return HealthReport.Status.UNHEALTHY;
    }
    return states.containsValue(HealthReport.State.UNHEALTHY)
        ? HealthReport.Status.DEGRADED
        : HealthReport.Status.HEALTHY;
  }
}
