package dev.quintet.application.platform;

import dev.quintet.application.tenancy.IsolationWatch;
import dev.quintet.domain.platform.Dependency;
import dev.quintet.domain.platform.Vitals;
import dev.quintet.domain.subscriptions.UsageLedger;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the platform does, at one instant.
 *
 * @param dependencies of each its state
 * @param vitals of those that answered
 * @param waitingCalls counted, but not recorded as usage yet
 * @param reconciliation nothing when it could not be asked for
 */
public record HealthReport(
    Status status,
    Instant measuredAt,
    RunningProcess process,
    CallFigures calls,
    Map<Dependency, State> dependencies,
    Map<Dependency, Vitals> vitals,
    IsolationWatch.Status isolation,
    long waitingCalls,
    Optional<UsageLedger.Reconciliation> reconciliation) {

  /** How the service does. */
  public enum Status {
    /** Every store that it uses answers. */
    HEALTHY,
    /** A store does not answer; calls that do not need it go on. */
    DEGRADED,
    /** Nobody can be served: nobody is let in without PostgreSQL, nor while tenants leak. */
    UNHEALTHY;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a store does. */
  public enum State {
    HEALTHY,
    /** It does not answer, or too late. */
    UNHEALTHY,
    /** This service does not use it. */
    NOT_CONFIGURED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public HealthReport {
    dependencies = new EnumMap<>(dependencies);
    vitals = Map.copyOf(vitals);
  }

  /** The vitals of that type, if that store answered. */
  public <V extends Vitals> Optional<V> vitals(Class<V> type) {
    return vitals.values().stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Batches without their usage event; nothing when it is not known. */
  public OptionalLong unbilled() {
    return reconciliation.map(it -> OptionalLong.of(it.unbilled())).orElse(OptionalLong.empty());
  }
}
