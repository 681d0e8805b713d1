package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the bars of a {@link BarStore} begin and end. */
interface BarBoundariesContract {

  BarStore bars();

  TickStore ticks();

  /** A new tenant that both stores accept. */
  TenantId newTenant();

  private void append(TenantTicks... block) {
    ticks().append(List.of(block), Fresh.deadline());
  }

  private List<Bar> bars(TenantId tenant, BarQuery query) {
    return Read.bars(bars(), tenant, query);
  }

  private static BarQuery query(String interval, Side side, TimeRange range) {
    return new BarQuery(
        BarDefinitionContract.EURUSD, null, Interval.of(interval), side, range, null);
  }

  private static Instant at(String time) {
    return Instant.parse("2024-05-08T" + time + "Z");
  }

  @Test
  default void weeksStartOnMonday() {
    TenantId tenant = newTenant();
    append(
        Batch.trades("cme")
            .trade("EURUSD", Instant.parse("2024-05-05T23:59:59.999999999Z"), "1", "1")
            .trade("EURUSD", Instant.parse("2024-05-06T00:00:00Z"), "2", "1")
            .trade("EURUSD", Instant.parse("2024-05-12T23:59:59.999999999Z"), "3", "1")
            .trade("EURUSD", Instant.parse("2024-05-13T00:00:00Z"), "4", "1")
            .of(tenant, BarDefinitionContract.R));
    assertThat(bars(tenant, query("1w", Side.TRADE, BarDefinitionContract.ALL)))
        .containsExactly(
            Samples.bar("2024-04-29T00:00:00Z", "1", "1", "1", "1", "1", 8, 1),
            Samples.bar("2024-05-06T00:00:00Z", "2", "3", "2", "3", "2", 8, 2),
            Samples.bar("2024-05-13T00:00:00Z", "4", "4", "4", "4", "1", 8, 1));
  }

  @Test
  default void theFirstAndTheLastInstantHaveTheirBars() {
    TenantId tenant = newTenant();
    append(
        Batch.trades("cme").trade("EURUSD", EventTime.MIN, "1", "1").of(tenant, BarDefinitionContract.R),
        Batch.trades("cme").trade("EURUSD", EventTime.END.minusNanos(1), "2", "1").of(tenant, BarDefinitionContract.R));
    for (String interval : List.of("1s", "1m", "1h", "1d")) {
      assertThat(bars(tenant, query(interval, Side.TRADE, BarDefinitionContract.ALL)))
          .extracting(Bar::start)
          .containsExactly(
              EventTime.MIN, Interval.of(interval).startOf(EventTime.END.minusNanos(1)));
    }
  }

  @Test
  default void aBarBelongsToTheRangeWhenItsStartDoes() {
    TenantId tenant = newTenant();
    append(
        Batch.trades("cme")
            .trade("EURUSD", at("09:30:30"), "1", "1")
            .trade("EURUSD", at("09:31:30"), "2", "1")
            .trade("EURUSD", at("09:32:30"), "3", "1")
            .trade("EURUSD", at("09:32:50"), "4", "1")
            .trade("EURUSD", at("09:33:30"), "5", "1")
            .of(tenant, BarDefinitionContract.R));
    assertThat(
            bars(
                tenant,
                query("1m", Side.TRADE, new TimeRange(at("09:30:00.000000001"), at("09:32:01")))))
        .containsExactly(
            Samples.bar("2024-05-08T09:31:00Z", "2", "2", "2", "2", "1", 8, 1),
            Samples.bar("2024-05-08T09:32:00Z", "3", "4", "3", "4", "2", 8, 2));
    assertThat(
            bars(tenant, query("1m", Side.TRADE, new TimeRange(at("09:31:00"), at("09:32:00")))))
        .extracting(Bar::start)
        .containsExactly(at("09:31:00"));
    assertThat(
            bars(tenant, query("1m", Side.TRADE, new TimeRange(at("09:31:01"), at("09:31:59")))))
        .isEmpty();
  }
}
