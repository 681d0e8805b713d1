package dev.quintet.adapters.in.rest.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.application.platform.CallFigures;
import dev.quintet.application.platform.HealthReport;
import dev.quintet.application.platform.HealthReport.State;
import dev.quintet.application.platform.RunningProcess;
import dev.quintet.domain.platform.Dependency;
import dev.quintet.domain.platform.Vitals;
import dev.quintet.domain.subscriptions.UsageLedger;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The health document. A number that was not measured is null; why, the words in {@code
 * dependencies} say.
 *
 * @param status healthy, degraded or unhealthy
 * @param timestamp when it was measured, ISO 8601, UTC; at most a second ago
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record HealthBody(
    String serviceName,
    String status,
    String timestamp,
    String version,
    long uptimeSeconds,
    Performance performanceMetrics,
    Machine systemResources,
    Dependencies dependencies,
    Tenants tenantContext,
    Databases databaseDetails,
    MultiDb multiDbPerformance,
    Usage usage) {

  private static final String SERVICE = "database-service";
  private static final String NOT_CONFIGURED = "not_configured";
  private static final BigDecimal MEGA = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal GIGA = BigDecimal.valueOf(1_000_000_000);

  /** Nothing but the status, for everybody. */
  @Serdeable.Serializable
  record Brief(String status) {}

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
          none ? null : millis(calls.mean()),
          BigDecimal.valueOf(calls.calls() * 1_000)
              .divide(
                  BigDecimal.valueOf(Math.max(1, calls.within().toMillis())),
                  3,
                  RoundingMode.HALF_UP),
          none ? null : percent(calls.failures(), calls.calls()));
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
  record Machine(
      @Nullable BigDecimal cpuUsagePercent,
      BigDecimal memoryUsageMb,
      @Nullable BigDecimal diskUsagePercent) {

    static Machine of(RunningProcess process) {
      return new Machine(
          process.cpuPercent(), scaled(process.memoryBytes(), MEGA, 1), process.diskPercent());
    }
  }

  /** Of each store: healthy, unhealthy (it does not answer in time) or not_configured. */
  @Serdeable.Serializable
  record Dependencies(
      String postgresql, String clickhouse, String dragonflydb, String weaviate, String arangodb) {

    static Dependencies of(Map<Dependency, State> states) {
      return new Dependencies(
          word(states, Dependency.POSTGRESQL),
          word(states, Dependency.CLICKHOUSE),
          word(states, Dependency.DRAGONFLYDB),
          word(states, Dependency.WEAVIATE),
          word(states, Dependency.ARANGODB));
    }

    private static String word(Map<Dependency, State> states, Dependency dependency) {
      return Objects.requireNonNull(states.get(dependency)).word();
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

  /** What each store says of itself. */
  @Serdeable.Serializable
  record Databases(
      Postgres postgresql,
      ClickHouse clickhouse,
      Dragonfly dragonflydb,
      Weaviate weaviate,
      ArangoDb arangodb) {

    static Databases of(HealthReport report) {
      return new Databases(
          Postgres.of(report.vitals(Vitals.Postgres.class)),
          ClickHouse.of(report.vitals(Vitals.ClickHouse.class)),
          Dragonfly.of(report.vitals(Vitals.Dragonfly.class)),
          new Weaviate(null, null),
          new ArangoDb(null, null));
    }
  }

  /**
   * Of PostgreSQL.
   *
   * @param activeConnections to its database, ours and anybody's
   * @param tenantSchemas the canaries' included
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Postgres(
      @Nullable Long activeConnections, @Nullable Long maxConnections, @Nullable Long tenantSchemas) {

    static Postgres of(Optional<Vitals.Postgres> vitals) {
      return vitals
          .map(it -> new Postgres(it.connections(), it.maxConnections(), it.schemas()))
          .orElseGet(() -> new Postgres(null, null, null));
    }
  }

  /**
   * Of ClickHouse.
   *
   * @param activeQueries of Quintet, without the one that asks
   * @param diskUsageGb of ticks and bars, 10^9 bytes
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record ClickHouse(@Nullable Long activeQueries, @Nullable BigDecimal diskUsageGb) {

    static ClickHouse of(Optional<Vitals.ClickHouse> vitals) {
      return vitals
          .map(it -> new ClickHouse(it.queries(), scaled(it.diskBytes(), GIGA, 6)))
          .orElseGet(() -> new ClickHouse(null, null));
    }
  }

  /**
   * Of DragonflyDB or Redis.
   *
   * @param cacheHitRatePercent since the server started; null while nothing was looked up
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Dragonfly(
      @Nullable BigDecimal memoryUsageMb, @Nullable BigDecimal cacheHitRatePercent) {

    static Dragonfly of(Optional<Vitals.Dragonfly> vitals) {
      return vitals
          .map(
              it ->
                  new Dragonfly(
                      scaled(it.memoryBytes(), MEGA, 3),
                      it.hits() + it.misses() == 0
                          ? null
                          : percent(it.hits(), it.hits() + it.misses())))
          .orElseGet(() -> new Dragonfly(null, null));
    }
  }

  /** Of Weaviate, which this version does not use. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Weaviate(@Nullable Long objectsCount, @Nullable Long vectorDimensions) {}

  /** Of ArangoDB, which this version does not use. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record ArangoDb(@Nullable Long collectionsCount, @Nullable BigDecimal graphPerformanceMs) {}

  /**
   * Of work that goes over several stores.
   *
   * @param crossDatabaseQueries not_configured: this version has none
   * @param transactionConsistency consistent, when every batch of the last minute has its usage
   *     event; inconsistent, or unknown when that could not be asked
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record MultiDb(String crossDatabaseQueries, String transactionConsistency) {

    static MultiDb of(HealthReport report) {
      return new MultiDb(
          NOT_CONFIGURED,
          report.unbilled().isEmpty()
              ? "unknown"
              : report.unbilled().getAsLong() == 0 ? "consistent" : "inconsistent");
    }
  }

  /**
   * Whether what was accepted is metered.
   *
   * @param unbilledBatches of those that arrived within the last minute, without a usage event: 0,
   *     unless something is broken
   * @param waitingCalls counted, but not recorded yet
   * @param completeUntil no usage of an earlier time will arrive, except as a correction
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Usage(
      @Nullable Long unbilledBatches, long waitingCalls, @Nullable String completeUntil) {

    static Usage of(HealthReport report) {
      Optional<UsageLedger.Reconciliation> found = report.reconciliation();
      return new Usage(
          found.map(UsageLedger.Reconciliation::unbilled).orElse(null),
          report.waitingCalls(),
          found.map(UsageLedger.Reconciliation::completeUntil).map(Instant::toString).orElse(null));
    }
  }

  static HealthBody of(HealthReport report) {
    return new HealthBody(
        SERVICE,
        report.status().word(),
        report.measuredAt().toString(),
        report.process().version(),
        report.process().uptime().toSeconds(),
        Performance.of(report.calls()),
        Machine.of(report.process()),
        Dependencies.of(report.dependencies()),
        new Tenants(
            report.vitals(Vitals.Postgres.class).map(Vitals.Postgres::activeTenants).orElse(null),
            report.isolation().verdict().name().toLowerCase(Locale.ROOT),
            report.isolation().checkedAt().toString()),
        Databases.of(report),
        MultiDb.of(report),
        Usage.of(report));
  }

  private static BigDecimal millis(Duration duration) {
    return scaled(duration.toNanos(), MEGA, 3);
  }

  private static BigDecimal percent(long part, long whole) {
    return BigDecimal.valueOf(part * 100)
        .divide(BigDecimal.valueOf(whole), 3, RoundingMode.HALF_UP);
  }

  private static BigDecimal scaled(long value, BigDecimal unit, int digits) {
    return BigDecimal.valueOf(value).divide(unit, digits, RoundingMode.HALF_UP);
  }
}
