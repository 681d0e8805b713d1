package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link BarStore} says about which minutes have ticks. */
interface TickMinutesContract extends MarketDataContract {

  BarStore bars();

  private List<Long> minutes(TenantId tenant, @Nullable String source, TimeRange range) {
    List<Long> minutes = new ArrayList<>();
    bars()
        .minutesWithTicks(
            Viewer.of(tenant),
            EURUSD,
            source == null ? null : new Source(source),
            range,
            minutes::add,
            Fresh.deadline());
    return minutes;
  }

  private List<Long> minutesBetween(TenantId tenant, Instant from, Instant to) {
    return minutes(tenant, null, new TimeRange(from, to));
  }

  private static Instant minute(long number) {
    return Instant.ofEpochSecond(60 * number);
  }

  private TenantId withTicksInMinutes100And101And103() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.quotes("fxcm")
            .quote("EURUSD", minute(103).plusSeconds(7), "1", "2", "0")
            .quote("EURUSD", minute(100), "1", "2", "0")
            .quote("EURUSD", minute(100).plusSeconds(9), "1", "2", "0")
            .quote("GBPUSD", minute(102), "1", "2", "0"),
        Batch.trades("cme")
            .trade("EURUSD", minute(102).minusNanos(1), "1", "0")
            .trade("EURUSD", minute(103).plusSeconds(8), "1", "0"));
    return tenant;
  }

  @Test
  default void minutesWithTicksOfEitherKindAreThereOnceInOrder() {
    TenantId tenant = withTicksInMinutes100And101And103();
    assertThat(minutes(tenant, null, ALL)).containsExactly(100L, 101L, 103L);
    assertThat(minutes(tenant, "fxcm", ALL)).containsExactly(100L, 103L);
    assertThat(minutes(tenant, "cme", ALL)).containsExactly(101L, 103L);
    assertThat(minutes(tenant, "none", ALL)).isEmpty();
    assertThat(minutes(newTenant(), null, ALL)).isEmpty();
  }

  @Test
  default void aMinuteThatTheRangeCutsCountsByItsTicksInside() {
    TenantId tenant = withTicksInMinutes100And101And103();
    assertThat(minutesBetween(tenant, minute(100), minute(103))).containsExactly(100L, 101L);
    assertThat(minutesBetween(tenant, minute(100).plusSeconds(9), minute(103).plusSeconds(8)))
        .containsExactly(100L, 101L, 103L);
    assertThat(minutesBetween(tenant, minute(100).plusSeconds(10), minute(103).plusSeconds(7)))
        .containsExactly(101L);
    assertThat(minutesBetween(tenant, minute(103).plusSeconds(8), minute(103).plusSeconds(9)))
        .containsExactly(103L);
  }

  @Test
  default void aMinuteWhoseTicksComeLateIsThereAtOnce() {
    TenantId tenant = withTicksInMinutes100And101And103();
    assertThat(minutes(tenant, null, ALL)).doesNotContain(102L);
    append(tenant, Batch.quotes("fxcm").quote("EURUSD", minute(102), "1", "2", "0"));
    assertThat(minutes(tenant, null, ALL)).containsExactly(100L, 101L, 102L, 103L);
  }

  @Test
  default void afterItsDeadlineNoMinuteIsRead() {
    TenantId tenant = newTenant();
    assertUnavailable(
        () -> bars().minutesWithTicks(Viewer.of(tenant), EURUSD, null, ALL, minute -> {}, Fresh.expired()));
  }
}
