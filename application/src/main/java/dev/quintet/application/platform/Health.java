package dev.quintet.application.platform;

import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.operations.Reconciliation;
import dev.quintet.application.platform.HealthReport.Status;
import dev.quintet.application.platform.HealthReport.StoreHealth;
import dev.quintet.application.shared.ExpiringCache;
import dev.quintet.application.shared.Readiness;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.subscriptions.UsageKeeping;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.platform.StoreDeclaration.Loss;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.subscriptions.QuarantineStore;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.TenantStore;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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

  /**
   * What is measured besides the stores.
   *
   * @param kept what is known of the sums of usage
   * @param deliveries to stores that derive from the record
   * @param derived how what they have was compared with it
   * @param process this one
   */
  public record Sources(
      Readiness readiness,
      IsolationWatch isolation,
      TenantStore tenants,
      CallTimes calls,
      Metering metering,
      UsageLedger usage,
      QuarantineStore quarantine,
      Supplier<UsageKeeping.State> kept,
      Deliveries deliveries,
      Reconciliation derived,
      Supplier<RunningProcess> process) {}

  /** A store and the question that it is asked. */
  private record Asked(StoreDeclaration store, Question<Map<Figure, BigDecimal>> figures) {}

  private final Sources sources;
  private final List<Asked> stores;
  private final Question<Long> activeTenants;
  private final Question<UsageLedger.Reconciliation> usage;
  private final Question<QuarantineStore.Waiting> quarantine;
  private final Question<Reconciliation.Measured> derived;
  private final Clock clock;
  private final ExpiringCache<String, HealthReport> remembered;

  public Health(List<Store> stores, Sources sources, Clock clock) {
    this(stores, sources, clock, System::nanoTime);
  }

  Health(List<Store> stores, Sources sources, Clock clock, LongSupplier nanoClock) {
    this.sources = sources;
    this.clock = clock;
    this.remembered = new ExpiringCache<>("health", REMEMBERED, 1, nanoClock);
    this.stores =
        stores.stream()
            .map(store -> asked(store.declaration(), store))
            .sorted(Comparator.comparing(Asked::store, StoreDeclaration.MOST_MISSED_FIRST))
            .toList();
    this.activeTenants = new Question<>("tenants", sources.tenants()::countActive);
    ExpiringCache<String, UsageLedger.Reconciliation> reconciled =
        new ExpiringCache<>("usage", RECONCILED_EVERY, 1, nanoClock);
    this.usage =
        new Question<>(
            "usage",
            deadline ->
                reconciled.get(
                    "", it -> sources.usage().reconcile(RECONCILED, deadline), deadline));
    ExpiringCache<String, QuarantineStore.Waiting> waiting =
        new ExpiringCache<>("quarantine", RECONCILED_EVERY, 1, nanoClock);
    this.quarantine =
        new Question<>(
            "quarantine",
            deadline ->
                waiting.get("", it -> sources.quarantine().waiting(deadline), deadline));
    ExpiringCache<String, Reconciliation.Measured> compared =
        new ExpiringCache<>("comparisons", RECONCILED_EVERY, 1, nanoClock);
    this.derived =
        new Question<>(
            "comparisons",
            deadline ->
                compared.get("", it -> sources.derived().measured(deadline), deadline));
  }

  private static Asked asked(StoreDeclaration declaration, Store store) {
    return new Asked(declaration, new Question<>(declaration.name().word(), store::figures));
  }

  /** Of the wiring, the one that is missed most first. */
  public List<StoreDeclaration> stores() {
    return stores.stream().map(Asked::store).toList();
  }

  /** How the platform does, as of at most a second ago. Throws nothing that a store throws. */
  public HealthReport report() {
    return remembered.get("", it -> measure(), Deadline.after(PATIENCE.multipliedBy(4)));
  }

  private HealthReport measure() {
    Deadline deadline = Deadline.after(PATIENCE);
    List<Supplier<Optional<Map<Figure, BigDecimal>>>> asking =
        stores.stream().map(store -> store.figures().ask(deadline)).toList();
    Supplier<Optional<Long>> counting = activeTenants.ask(deadline);
    Supplier<Optional<UsageLedger.Reconciliation>> reconciling = usage.ask(deadline);
    Supplier<Optional<QuarantineStore.Waiting>> counted = quarantine.ask(deadline);
    Supplier<Optional<Reconciliation.Measured>> comparing = derived.ask(deadline);
    Set<String> missing = Set.copyOf(sources.readiness().state().missing());
    List<StoreHealth> answers = new ArrayList<>();
    for (int i = 0; i < stores.size(); i++) {
      answers.add(health(stores.get(i).store(), asking.get(i).get(), missing));
    }
    return new HealthReport(
        status(answers, missing),
        clock.instant(),
        sources.process().get(),
        sources.calls().all(),
        answers,
        counting.get(),
        sources.isolation().status(),
        sources.metering().waiting(),
        reconciling.get(),
        sources.kept().get(),
        counted.get(),
        new HealthReport.DerivedHealth(
            comparing.get(), sources.deliveries().backlog(), sources.deliveries().delivered()));
  }

  /** A store that gives its figures, but does not answer a real question, is not healthy either. */
  private static StoreHealth health(
      StoreDeclaration store, Optional<Map<Figure, BigDecimal>> figures, Set<String> missing) {
    boolean healthy = figures.isPresent() && !missing.contains(store.name().word());
    return new StoreHealth(store, healthy, figures.orElse(Map.of()));
  }

  private static Status status(List<StoreHealth> stores, Set<String> missing) {
    Set<String> spared =
        stores.stream()
            .filter(it -> it.store().loss() != Loss.STOPS_ALL_CALLS)
            .map(it -> it.store().name().word())
            .collect(Collectors.toSet());
    if (!spared.containsAll(missing)) {
      return Status.UNHEALTHY;
    }
    return stores.stream().allMatch(StoreHealth::healthy) ? Status.HEALTHY : Status.DEGRADED;
  }
}
