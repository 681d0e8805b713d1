package dev.quintet.domain.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageTest {

  private static UsageQuery query(String from, String to) {
    return new UsageQuery(
        null, null, null, null, Instant.parse(from), Instant.parse(to), Set.of());
  }

  @Test
  void aBillingPeriodIsAMonthOfUtc() {
    BillingPeriod february = BillingPeriod.of(Instant.parse("2028-02-29T23:59:59.999999999Z"));

    assertThat(february).isEqualTo(new BillingPeriod(YearMonth.of(2028, 2)));
    assertThat(february).hasToString("2028-02");
    assertThat(february.start()).isEqualTo(Instant.parse("2028-02-01T00:00:00Z"));
    assertThat(february.end()).isEqualTo(Instant.parse("2028-03-01T00:00:00Z"));
    assertThat(BillingPeriod.of(february.end())).isNotEqualTo(february);
    assertThat(february.closesAt()).isEqualTo(Instant.parse("2028-03-04T00:00:00Z"));
    assertThat(BillingPeriod.parse("period", "2028-02")).isEqualTo(february);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2028", "2028-13", "2028-2", "2028-02-01", "20280-2", "-028-02", "x"})
  void whatIsNoMonthIsRefused(String text) {
    assertThatThrownBy(() -> BillingPeriod.parse("period", text))
        .isInstanceOf(ProblemException.class)
        .hasMessage("period: must be a month, such as 2026-11");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-01T00:00:00Z, 2026-02-01T00:00:00Z, to",
    "2026-02-01T00:00:00Z, 2026-01-01T00:00:00Z, to",
    "2016-01-01T00:00:00Z, 2026-01-02T00:00:00.000000001Z, to",
    "1999-12-31T23:59:59Z, 2000-01-02T00:00:00Z, from",
    "2199-12-31T00:00:00Z, 2200-01-01T00:00:00.000000001Z, to",
    "-999999999-01-01T00:00:00Z, 2026-01-01T00:00:00Z, from"
  })
  void aReversedOrAbsurdRangeIsRefused(String from, String to, String field) {
    assertThatThrownBy(() -> query(from, to))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(field + ":");
  }

  @Test
  void theLongestRangeIsTenYears() {
    Instant from = Instant.parse("2016-01-01T00:00:00Z");
    assertThat(query(from.toString(), from.plus(Duration.ofDays(UsageQuery.MAX_DAYS)).toString()))
        .isNotNull();
  }

  @Test
  void anEventCountsSomethingAtAnInstant() {
    Subject subject = new Subject(new TenantId("acme"), new ServiceName("engine"), null);
    Instant at = Instant.parse("2026-02-28T23:59:59.999999999Z");
    UsageEvent event =
        new UsageEvent(UUID.randomUUID(), subject, UsageType.API_CALLS, 1, at);

    assertThat(event.at()).isEqualTo(Instant.parse("2026-02-28T23:59:59.999999Z"));
    assertThatThrownBy(
            () -> new UsageEvent(UUID.randomUUID(), subject, UsageType.API_CALLS, 0, at))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void typesAndGroupingsHaveWords() {
    for (UsageType type : UsageType.values()) {
      assertThat(UsageType.of(type.word())).isEqualTo(type);
    }
    for (UsageGrouping grouping : UsageGrouping.values()) {
      assertThat(UsageGrouping.of(grouping.word())).isEqualTo(grouping);
    }
    assertThatThrownBy(() -> UsageType.of("API_CALLS")).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> UsageGrouping.of("hour")).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1st", "Engine", "a b", "a/b", "a~b", "a,b"})
  void whatIsNoServicesNameIsRefused(String name) {
    assertThatThrownBy(() -> new ServiceName(name))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("service:");
    assertThatThrownBy(() -> new ServiceName("a".repeat(64)))
        .isInstanceOf(ProblemException.class);
  }
}
