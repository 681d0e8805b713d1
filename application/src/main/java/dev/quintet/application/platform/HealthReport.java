package dev.quintet.application.platform;

import dev.quintet.application.operations.Reconciliation;
import dev.quintet.application.subscriptions.UsageKeeping;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.subscriptions.QuarantineStore;
import dev.quintet.domain.subscriptions.UsageLedger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the platform does, at one instant.
 *
 * @param stores of the wiring, the one that is missed most first
 * @param activeTenants that are served, without Quintet's own canaries; nothing when it is not known
 * @param waitingCalls counted, but not recorded as usage yet
 * @param reconciliation nothing when it could not be asked for
 * @param kept what is known of the sums of usage, its months and its closed periods
 * @param quarantine messages of the payment provider that could not be applied; nothing when it could not
 *     be asked for
 * @param derived what other stores derive from the record
 */
public record HealthReport(
    Status status,
    Instant measuredAt,
    RunningProcess process,
    CallFigures calls,
    List<StoreHealth> stores,
    Optional<Long> activeTenants,
    IsolationWatch.Status isolation,
    long waitingCalls,
    Optional<UsageLedger.Reconciliation> reconciliation,
    UsageKeeping.State kept,
    Optional<QuarantineStore.Waiting> quarantine,
    DerivedHealth derived) {

  /** How the service does. */
  public enum Status {
    /** Every store that it uses answers. */
    HEALTHY,
    /** A store does not answer; calls that do not need it go on. */
    DEGRADED,
    /** Nobody can be served: a store that all calls need is away, or tenants leak. */
    UNHEALTHY
  }

  /**
   * How a store does.
   *
   * @param healthy whether it answers in time
   * @param figures of those declared, what is known; nothing of a store that does not answer
   */
  public record StoreHealth(
      StoreDeclaration store, boolean healthy, Map<Figure, BigDecimal> figures) {

    public StoreHealth {
      figures = Map.copyOf(figures);
    }
  }

  /**
   * What other stores derive from the record.
   *
   * @param compared nothing when it could not be asked for
   * @param waiting for each store, some seconds ago; empty when it was not counted yet
   * @param delivered changes that stores were given within the last minute, by this process
   */
  public record DerivedHealth(
      Optional<Reconciliation.Measured> compared,
      Map<String, OutboxStore.Backlog> waiting,
      long delivered) {

    private static final int SCALE = 6;

    /** The share of the days of a tenant that agreed with the record; nothing when none was compared. */
    public Optional<BigDecimal> consistency() {
      return compared
          .map(Reconciliation.Measured::days)
          .filter(days -> days.compared() > 0)
          .map(
              days ->
                  BigDecimal.valueOf(days.agreeing())
                      .divide(BigDecimal.valueOf(days.compared()), SCALE, RoundingMode.DOWN));
    }
  }

  public HealthReport {
    stores = List.copyOf(stores);
  }

  /** Whether what was written is metered and summed up as it should be; nothing when it is not known. */
  public Optional<Boolean> consistent() {
    Long drift = kept.drift();
    return reconciliation.map(it -> it.unbilled() == 0 && (drift == null || drift == 0));
  }

  /** How long the oldest message in quarantine has been there; zero when there is none. */
  public Optional<Duration> oldestQuarantined() {
    return quarantine.map(
        it -> it.oldest() == null ? Duration.ZERO : Duration.between(it.oldest(), measuredAt));
  }

  /** Batches without their usage event; nothing when it is not known. */
  public OptionalLong unbilled() {
    return reconciliation.map(it -> OptionalLong.of(it.unbilled())).orElse(OptionalLong.empty());
  }
}
