package dev.quintet.adapters.in.rest.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.application.operations.Reconciliation;
import dev.quintet.application.platform.CallFigures;
import dev.quintet.application.platform.HealthReport;
import dev.quintet.application.platform.HealthReport.StoreHealth;
import dev.quintet.application.platform.RunningProcess;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.subscriptions.QuarantineStore;
import dev.quintet.domain.subscriptions.UsageLedger;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The health document: for everybody its status, for operators all of it. A number that was not
 * measured is null; why, the words in {@code dependencies} say.
 *
 * @param status healthy, degraded or unhealthy
 * @param timestamp when it was measured, ISO 8601, UTC; at most a second ago
 * @param dependencies of each store: healthy, unhealthy (it does not answer in time) or
 *     not_configured
 * @param databaseDetails the figures of each store
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record HealthBody(
    @Nullable String serviceName,
    String status,
    @Nullable String timestamp,
    @Nullable String version,
    @Nullable Long uptimeSeconds,
    @Nullable Performance performanceMetrics,
    @Nullable Resources systemResources,
    @Nullable Map<String, String> dependencies,
    @Nullable Tenants tenantContext,
    @Nullable Map<String, Map<String, @Nullable BigDecimal>> databaseDetails,
    @Nullable DerivedBody multiDbPerformance,
    DerivedBody.@Nullable Compared comparisons,
    @Nullable List<DerivedBody.Outbox> outbox,
    @Nullable Usage usage,
    @Nullable Payments payments) {

  private static final String SERVICE = "database-service";
  private static final String NOT_CONFIGURED = "not_configured";

  private static final Map<String, Object> STATE =
      Map.of("type", "string", "enum", List.of("healthy", "unhealthy", NOT_CONFIGURED));

  /** Stores of the product that a wiring may lack; the document has them all the same. */
  private static final Map<String, List<String>> OPTIONAL_STORES =
      new TreeMap<>(
          Map.of(
              "weaviate", List.of("objects_count", "vector_dimensions"),
              "arangodb", List.of("collections_count", "graph_performance_ms")));

  /**
   * Of the calls of the last minute.
   *
   * @param responseTimeMs mean, to the first answer; null when there was no call
   * @param errorRatePercent of calls that failed, and not by a mistake of their callers; null when
   *     there was no call
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Performance(
      @Nullable BigDecimal responseTimeMs,
      BigDecimal throughputRps,
      @Nullable BigDecimal errorRatePercent) {

    static Performance of(CallFigures calls) {
      boolean none = calls.calls() == 0;
      return new Performance(
          none ? null : CallFigures.millis(calls.mean()),
          calls.callsPerSecond(),
          none ? null : calls.failedPercent());
    }
  }

  /**
   * Of the machine and the process.
   *
   * @param cpuUsagePercent of all processors, with anybody's work
   * @param memoryUsageMb of the process, in memory
   * @param diskUsagePercent of the file system of the data directory
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Resources(
      @Nullable BigDecimal cpuUsagePercent,
      BigDecimal memoryUsageMb,
      @Nullable BigDecimal diskUsagePercent) {

    static Resources of(RunningProcess process) {
      return new Resources(
          process.cpuPercent(), Figure.megabytes(process.memoryBytes()), process.diskPercent());
    }
  }

  /**
   * Of the tenants.
   *
   * @param activeTenants that are served, without Quintet's own canaries
   * @param tenantIsolationStatus what the canaries found: isolated, leaking, or unknown when a store
   *     could not be asked
   * @param isolationCheckedAt ISO 8601, UTC
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Tenants(
      @Nullable Long activeTenants, String tenantIsolationStatus, String isolationCheckedAt) {}

  /**
   * Whether what was accepted is metered.
   *
   * @param consistency consistent, when every batch of the last minute has its usage event and sums are
   *     those of their events; inconsistent, or unknown when that could not be asked
   * @param unbilledBatches of those that arrived within the last minute, without a usage event: 0,
   *     unless something is broken
   * @param unfinishedCalls for more than ten seconds of which nobody knows what they stored; they are
   *     settled once the store can be asked
   * @param waitingCalls counted, but not recorded yet
   * @param completeUntil no usage of an earlier time will arrive, except as a correction
   * @param driftingSums of the running and the last month that are not those of their events: 0, unless
   *     something is broken
   * @param sumsComparedAt ISO 8601, UTC
   * @param monthsAhead that are ready to record what is used in them
   * @param closedPeriod the newest of which every tenant has its statement
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Usage(
      String consistency,
      @Nullable Long unbilledBatches,
      @Nullable Long unfinishedCalls,
      long waitingCalls,
      @Nullable String completeUntil,
      @Nullable Long driftingSums,
      @Nullable String sumsComparedAt,
      @Nullable Integer monthsAhead,
      @Nullable String closedPeriod) {

    static Usage of(HealthReport report) {
      Optional<UsageLedger.Reconciliation> found = report.reconciliation();
      return new Usage(
          report.consistent().map(it -> it ? "consistent" : "inconsistent").orElse("unknown"),
          found.map(UsageLedger.Reconciliation::unbilled).orElse(null),
          found.map(UsageLedger.Reconciliation::unfinished).orElse(null),
          report.waitingCalls(),
          found.map(UsageLedger.Reconciliation::completeUntil).map(Instant::toString).orElse(null),
          report.kept().drift(),
          Objects.toString(report.kept().comparedAt(), null),
          report.kept().monthsAhead(),
          Objects.toString(report.kept().closed(), null));
    }
  }

  /**
   * Messages of the payment provider that could not be applied, and wait for an operator.
   *
   * @param oldestQuarantinedSeconds since the oldest was received; 0: there is none
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Payments(
      @Nullable Long quarantinedMessages, @Nullable Long oldestQuarantinedSeconds) {

    static Payments of(HealthReport report) {
      return new Payments(
          report.quarantine().map(QuarantineStore.Waiting::messages).orElse(null),
          report.oldestQuarantined().map(Duration::toSeconds).orElse(null));
    }
  }

  /** The status alone. */
  static HealthBody brief(String status) {
    return new HealthBody(
        null, status, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  static HealthBody of(HealthReport report) {
    return new HealthBody(
        SERVICE,
        Words.of(report.status()),
        report.measuredAt().toString(),
        report.process().version(),
        report.process().uptime().toSeconds(),
        Performance.of(report.calls()),
        Resources.of(report.process()),
        dependencies(report.stores()),
        new Tenants(
            report.activeTenants().orElse(null),
            Words.of(report.isolation().verdict()),
            report.isolation().checkedAt().toString()),
        details(report.stores()),
        DerivedBody.of(report),
        DerivedBody.Compared.of(report),
        DerivedBody.Outbox.of(report),
        Usage.of(report),
        Payments.of(report));
  }

  private static Map<String, String> dependencies(List<StoreHealth> stores) {
    Map<String, String> states = new LinkedHashMap<>();
    stores.forEach(
        it -> states.put(it.store().name().word(), it.healthy() ? "healthy" : "unhealthy"));
    OPTIONAL_STORES.keySet().forEach(store -> states.putIfAbsent(store, NOT_CONFIGURED));
    return states;
  }

  private static Map<String, Map<String, @Nullable BigDecimal>> details(List<StoreHealth> stores) {
    Map<String, Map<String, @Nullable BigDecimal>> details = new LinkedHashMap<>();
    for (StoreHealth it : stores) {
      Map<String, @Nullable BigDecimal> figures = new LinkedHashMap<>();
      it.store().figures().forEach(figure -> figures.put(figure.key(), it.figures().get(figure)));
      details.put(it.store().name().word(), figures);
    }
    OPTIONAL_STORES.forEach(
        (store, names) -> {
          Map<String, @Nullable BigDecimal> unknown = new LinkedHashMap<>();
          names.forEach(name -> unknown.put(name, null));
          details.putIfAbsent(store, unknown);
        });
    return details;
  }

  /**
   * The schemas of the two fields that follow from the stores. Other stores may be there, too: a
   * client of one wiring meets another.
   */
  static Map<String, Map<String, Object>> fields(List<StoreDeclaration> stores) {
    Map<String, Object> details = new LinkedHashMap<>();
    for (StoreDeclaration store : stores) {
      Map<String, Object> figures = new LinkedHashMap<>();
      store.figures().forEach(figure -> figures.put(figure.key(), schema(figure)));
      details.put(store.name().word(), object(figures));
    }
    OPTIONAL_STORES.forEach(
        (store, names) -> {
          Map<String, Object> figures = new LinkedHashMap<>();
          names.forEach(name -> figures.put(name, Map.of("type", List.of("number", "null"))));
          details.putIfAbsent(store, object(figures));
        });
    Map<String, Object> states = new LinkedHashMap<>();
    details.keySet().forEach(store -> states.put(store, STATE));
    return Map.of("dependencies", object(states), "database_details", object(details));
  }

  private static Map<String, Object> schema(Figure figure) {
    String type = figure.unit() == Figure.Unit.NUMBER ? "integer" : "number";
    return Map.of("type", List.of(type, "null"), "description", figure.meaning());
  }

  private static Map<String, Object> object(Map<String, Object> properties) {
    return Map.of(
        "type", "object", "properties", properties, "required", List.copyOf(properties.keySet()));
  }
}
