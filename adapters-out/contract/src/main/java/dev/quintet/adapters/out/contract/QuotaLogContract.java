package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.QuotaLog;
import dev.quintet.domain.subscriptions.QuotaWarning;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link QuotaLog} does. */
public interface QuotaLogContract {

  LocalDate JANUARY = LocalDate.parse("2026-01-15");
  LocalDate FEBRUARY = LocalDate.parse("2026-02-15");

  QuotaLog log();

  /** A new tenant that the log accepts. */
  TenantId newTenant();

  private static QuotaWarning warning(
      TenantId tenant, @Nullable UserId user, Limit.Name limit, LocalDate cycle, int percent) {
    return new QuotaWarning(
        tenant, user, limit, cycle, percent, Long.MAX_VALUE, 0,
        Instant.parse("2026-02-20T04:05:06.789012Z"));
  }

  @Test
  default void aWarningIsAddedOnce() {
    TenantId tenant = newTenant();
    QuotaWarning first = warning(tenant, null, Limit.Name.TICKS, JANUARY, 80);
    QuotaWarning second =
        new QuotaWarning(tenant, null, Limit.Name.TICKS, JANUARY, 80, 1, 1, Instant.EPOCH);
    assertThat(log().warn(first, Fresh.deadline())).isTrue();
    assertThat(log().warn(second, Fresh.deadline())).isFalse();
    assertThat(log().warnings(tenant, JANUARY, Fresh.deadline())).containsExactly(first);
  }

  @Test
  default void warningsAreToldByOwnerCycleLimitAndPercent() {
    TenantId tenant = newTenant();
    TenantId other = newTenant();
    UserId ann = new UserId("ann");
    QuotaWarning all = warning(tenant, null, Limit.Name.API_CALLS, FEBRUARY, 100);
    QuotaWarning most = warning(tenant, null, Limit.Name.API_CALLS, FEBRUARY, 80);
    QuotaWarning ticks = warning(tenant, null, Limit.Name.TICKS, FEBRUARY, 80);
    QuotaWarning before = warning(tenant, null, Limit.Name.TICKS, JANUARY, 80);
    QuotaWarning anns = warning(tenant, ann, Limit.Name.API_CALLS, JANUARY, 80);
    QuotaWarning theirs = warning(other, null, Limit.Name.API_CALLS, FEBRUARY, 80);
    for (QuotaWarning one : new QuotaWarning[] {anns, ticks, all, theirs, before, most}) {
      assertThat(log().warn(one, Fresh.deadline())).isTrue();
    }
    assertThat(log().warnings(tenant, JANUARY, Fresh.deadline()))
        .containsExactly(before, most, all, ticks, anns);
    assertThat(log().warnings(tenant, FEBRUARY, Fresh.deadline())).containsExactly(most, all, ticks);
    assertThat(log().warnings(other, JANUARY, Fresh.deadline())).containsExactly(theirs);
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    TenantId tenant = newTenant();
    assertUnavailable(
        () -> log().warn(warning(tenant, null, Limit.Name.TICKS, JANUARY, 80), Fresh.expired()),
        () -> log().warnings(tenant, JANUARY, Fresh.expired()));
    assertThat(log().warnings(tenant, JANUARY, Fresh.deadline())).isEmpty();
  }
}
