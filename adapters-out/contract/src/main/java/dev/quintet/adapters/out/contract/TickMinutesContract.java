package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link BarStore} says about which minutes have ticks. */
interface TickMinutesContract {

  BarStore bars();

  TickStore ticks();

  /** A new tenant that both stores accept. */
  TenantId newTenant();

  private List<Long> minutes(TenantId tenant, @Nullable String source, TimeRange range) {
    List<Long> minutes = new ArrayList<>();
    bars()
        .minutesWithTicks(
            tenant,
            BarDefinitionContract.EURUSD,
            source == null ? null : new Source(source),
            range,
            minutes::add,
            Fresh.deadline());
    return minutes;
  }

  private static Instant minute(long number) {
    return Instant.ofEpochSecond(60 * number);
  }

  private TenantId withTicksInMinutes100And101And103() {
    TenantId tenant = newTenant();
    ticks()
        .append(
            List.of(
                Batch.quotes("fxcm")
                    .quote("EURUSD", minute(103).plusSeconds(7), "1", "2", "0")
                    .quote("EURUSD", minute(100), "1", "2", "0")
                    .quote("EURUSD", minute(100).plusSeconds(9), "1", "2", "0")
                    .quote("GBPUSD", minute(102), "1", "2", "0")
                    .of(tenant, BarDefinitionContract.R),
                Batch.trades("cme")
                    .trade("EURUSD", minute(102).minusNanos(1), "1", "0")
                    .trade("EURUSD", minute(103).plusSeconds(8), "1", "0")
                    .of(tenant, BarDefinitionContract.R)),
            Fresh.deadline());
    return tenant;
  }

  @Test
  default void minutesWithTicksOfEitherKindAreThereOnceInOrder() {
    TenantId tenant = withTicksInMinutes100And101And103();
    TimeRange all = new TimeRange(EventTime.MIN, EventTime.END);
    assertThat(minutes(tenant, null, all)).containsExactly(100L, 101L, 103L);
    assertThat(minutes(tenant, "fxcm", all)).containsExactly(100L, 103L);
    assertThat(minutes(tenant, "cme", all)).containsExactly(101L, 103L);
    assertThat(minutes(tenant, "none", all)).isEmpty();
    assertThat(minutes(newTenant(), null, all)).isEmpty();
  }

  @Test
  default void aMinuteThatTheRangeCutsCountsByItsTicksInside() {
    TenantId tenant = withTicksInMinutes100And101And103();
    assertThat(minutes(tenant, null, new TimeRange(minute(100), minute(103))))
        .containsExactly(100L, 101L);
    assertThat(
            minutes(
                tenant,
                null,
                new TimeRange(minute(100).plusSeconds(9), minute(103).plusSeconds(8))))
        .containsExactly(100L, 101L, 103L);
    assertThat(
            minutes(
                tenant,
                null,
                new TimeRange(minute(100).plusSeconds(10), minute(103).plusSeconds(7))))
        .containsExactly(101L);
    assertThat(
            minutes(
                tenant,
                null,
                new TimeRange(minute(103).plusSeconds(8), minute(103).plusSeconds(9))))
        .containsExactly(103L);
  }

  @Test
  default void aMinuteWhoseTicksComeLateIsThereAtOnce() {
    TenantId tenant = withTicksInMinutes100And101And103();
    TimeRange all = new TimeRange(EventTime.MIN, EventTime.END);
    assertThat(minutes(tenant, null, all)).doesNotContain(102L);
    ticks()
        .append(
            List.of(
                Batch.quotes("fxcm").quote("EURUSD", minute(102), "1", "2", "0").of(tenant, BarDefinitionContract.R)),
            Fresh.deadline());
    assertThat(minutes(tenant, null, all)).containsExactly(100L, 101L, 102L, 103L);
  }

  @Test
  default void afterItsDeadlineNoMinuteIsRead() {
    TenantId tenant = newTenant();
    assertProblem(
        Problem.Unavailable.class,
        () ->
            bars()
                .minutesWithTicks(
                    tenant,
                    BarDefinitionContract.EURUSD,
                    null,
                    new TimeRange(EventTime.MIN, EventTime.END),
                    minute -> {},
                    Fresh.expired()));
  }
}
