package dev.quintet.adapters.in.rest.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.application.operations.Reconciliation;
import dev.quintet.application.platform.HealthReport;
import dev.quintet.domain.operations.OutboxStore;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Of what goes over several stores.
 *
 * @param crossDatabaseQueries changes that this service gave to stores that derive from PostgreSQL, within
 *     the last minute
 * @param transactionConsistency the share of the days of each tenant, 0 to 1, of which these stores had
 *     exactly what PostgreSQL recorded when they were last compared; null: none was compared yet
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record DerivedBody(long crossDatabaseQueries, @Nullable BigDecimal transactionConsistency) {

  static DerivedBody of(HealthReport report) {
    return new DerivedBody(
        report.derived().delivered(), report.derived().consistency().orElse(null));
  }

  /**
   * Comparisons of what stores derive with the record.
   *
   * @param days of all tenants, when each was last compared
   * @param agreeingDays of these
   * @param mendedRows that were missing, changed or too many, ever
   * @param oldestComparedAt ISO 8601, UTC: no tenant's last comparison is longer ago; null: none ended yet
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Compared(
      @Nullable Long days,
      @Nullable Long agreeingDays,
      @Nullable Long mendedRows,
      @Nullable String oldestComparedAt) {

    static Compared of(HealthReport report) {
      Optional<Reconciliation.Measured> found = report.derived().compared();
      return new Compared(
          found.map(it -> it.days().compared()).orElse(null),
          found.map(it -> it.days().agreeing()).orElse(null),
          found.map(Reconciliation.Measured::mended).orElse(null),
          found.map(Reconciliation.Measured::oldest).map(Instant::toString).orElse(null));
    }
  }

  /**
   * What waits to be delivered to a store, some seconds ago.
   *
   * @param waiting changes, of all tenants
   * @param oldestSeconds since the oldest of these was recorded; 0: none waits
   * @param parked changes that were refused too often and wait for an operator
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Outbox(String store, long waiting, long oldestSeconds, long parked) {

    static List<Outbox> of(HealthReport report) {
      return report.derived().waiting().entrySet().stream()
          .map(it -> of(it.getKey(), it.getValue(), report.measuredAt()))
          .sorted(Comparator.comparing(Outbox::store))
          .toList();
    }

    private static Outbox of(String store, OutboxStore.Backlog backlog, Instant now) {
      Instant oldest = backlog.oldest();
      long age = oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toSeconds());
      return new Outbox(store, backlog.waiting(), age, backlog.parked());
    }
  }
}
