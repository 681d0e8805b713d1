package dev.quintet.adapters.in.rest.subscriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.application.subscriptions.QuotaReading;
import dev.quintet.domain.subscriptions.Quota;
import dev.quintet.domain.subscriptions.QuotaWarning;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Limits as they are shown.
 *
 * @param quotas of limits that are counted; what has no limit is not there
 * @param warnings of the last two months and their users, each given once
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record QuotaBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<OfLimit> quotas,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Warning> warnings) {

  /**
   * A limit.
   *
   * @param hard what would exceed it is refused; else it is done and flagged
   * @param used in the cycle; of rows, bytes, concurrent_queries and requests_per_second the most at once
   *     in it, as the service that answers has seen it
   * @param exceeded nothing of it is left, or there was more at once
   * @param resetsAt ISO 8601, UTC
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record OfLimit(
      String meter, long limit, boolean hard, long used, boolean exceeded, String resetsAt) {

    static OfLimit of(Quota quota) {
      return new OfLimit(
          quota.name().word(),
          quota.limit(),
          quota.hard(),
          quota.used(),
          quota.exceeded(),
          quota.resetsAt().toString());
    }
  }

  /**
   * That much was used up.
   *
   * @param user whose subscription it is; not there: the tenant's
   * @param cycle its first day, ISO 8601
   * @param percent 80 or 100
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Warning(
      @Nullable String user,
      String meter,
      String cycle,
      int percent,
      long used,
      long limit,
      String at) {

    static Warning of(QuotaWarning warning) {
      return new Warning(
          Objects.toString(warning.user(), null),
          warning.limit().word(),
          warning.cycle().toString(),
          warning.percent(),
          warning.used(),
          warning.most(),
          warning.at().toString());
    }
  }

  static QuotaBody of(QuotaReading.Standing standing) {
    return new QuotaBody(
        standing.quotas().stream().map(OfLimit::of).toList(),
        standing.warnings().stream().map(Warning::of).toList());
  }
}
