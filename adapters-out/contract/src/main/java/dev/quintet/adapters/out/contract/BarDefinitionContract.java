package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the bars of a {@link BarStore} are, and where they begin and end. */
interface BarDefinitionContract extends MarketDataContract {

  BarStore bars();

  default List<Bar> bars(TenantId tenant, BarQuery query) {
    return Read.bars(bars(), tenant, query);
  }

  default BarQuery query(String interval, Side side, TimeRange range) {
    return new BarQuery(EURUSD, null, Interval.of(interval), side, range, null);
  }

  default Instant at(String time) {
    return Instant.parse("2024-05-08T" + time + "Z");
  }

  @Test
  default void barsOfAnyIntervalEqualTheDefinitionHoweverTheTicksArrived() {
    long seed = System.nanoTime();
    List<Batch> batches = RandomTicks.batches(seed, 40);
    List<TenantTicks> shuffled = new ArrayList<>();
    TenantId tenant = newTenant();
    for (int i = 0; i < batches.size(); i++) {
      shuffled.add(batches.get(i).of(tenant, R.plusSeconds(i)));
      if (i % 5 == 0) {
        shuffled.add(shuffled.getLast());
      }
    }
    Collections.shuffle(shuffled, new Random(seed));
    for (int from = 0; from < shuffled.size(); from += 7) {
      append(shuffled.subList(from, Math.min(from + 7, shuffled.size())));
    }
    for (String interval :
        List.of("1s", "7s", "45s", "1m", "5m", "90m", "1h", "25h", "1d", "1w", "4w")) {
      for (Side side : Side.values()) {
        assertAsDefined(tenant, shuffled, query(interval, side, ALL), seed);
      }
    }
    Instant half = R.plusSeconds(20);
    for (String interval : List.of("7s", "1m", "1d")) {
      for (String source : List.of("fxcm", "oanda")) {
        BarQuery then =
            new BarQuery(EURUSD, new Source(source), Interval.of(interval), Side.MID, ALL, half);
        assertAsDefined(tenant, shuffled, then, seed);
      }
    }
  }

  private void assertAsDefined(
      TenantId tenant, List<TenantTicks> appended, BarQuery query, long seed) {
    assertThat(bars(tenant, query))
        .as("seed %d, %s", seed, query)
        .isEqualTo(ExpectedBars.of(appended, query));
  }

  @Test
  default void barsAreExactAfterEveryAppendWhateverItsPlaceInTime() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TenantId tenant = newTenant();
    List<TenantTicks> appended = new ArrayList<>();
    List<Batch> batches = RandomTicks.batches(seed, 30);
    List<String> intervals = List.of("1s", "1m", "15m", "1h", "1d");
    for (int i = 0; i < batches.size(); i++) {
      appended.add(batches.get(i).of(tenant, R.plusSeconds(i)));
      append(List.of(appended.getLast()));
      Side side = Side.values()[random.nextInt(Side.values().length)];
      String interval = intervals.get(random.nextInt(intervals.size()));
      Instant from = RandomTicks.START.plus(Duration.ofMinutes(random.nextInt(3_000)));
      TimeRange range = new TimeRange(from, from.plus(Duration.ofMinutes(5_000)));
      assertAsDefined(tenant, appended, query(interval, side, range), seed);
      assertAsDefined(tenant, appended, query(interval, side, ALL), seed);
    }
  }

  @Test
  default void weeksStartOnMonday() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.trades("cme")
            .trade("EURUSD", Instant.parse("2024-05-05T23:59:59.999999999Z"), "1", "1")
            .trade("EURUSD", Instant.parse("2024-05-06T00:00:00Z"), "2", "1")
            .trade("EURUSD", Instant.parse("2024-05-12T23:59:59.999999999Z"), "3", "1")
            .trade("EURUSD", Instant.parse("2024-05-13T00:00:00Z"), "4", "1"));
    assertThat(bars(tenant, query("1w", Side.TRADE, ALL)))
        .containsExactly(
            Samples.bar("2024-04-29T00:00:00Z", "1", "1", "1", "1", "1", 8, 1),
            Samples.bar("2024-05-06T00:00:00Z", "2", "3", "2", "3", "2", 8, 2),
            Samples.bar("2024-05-13T00:00:00Z", "4", "4", "4", "4", "1", 8, 1));
  }

  @Test
  default void theFirstAndTheLastInstantHaveTheirBars() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.trades("cme").trade("EURUSD", EventTime.MIN, "1", "1"),
        Batch.trades("cme").trade("EURUSD", EventTime.END.minusNanos(1), "2", "1"));
    for (String interval : List.of("1s", "1m", "1h", "1d")) {
      assertThat(bars(tenant, query(interval, Side.TRADE, ALL)))
          .extracting(Bar::start)
          .containsExactly(
              EventTime.MIN, Interval.of(interval).startOf(EventTime.END.minusNanos(1)));
    }
  }

  @Test
  default void aBarBelongsToTheRangeWhenItsStartDoes() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.trades("cme")
            .trade("EURUSD", at("09:30:30"), "1", "1")
            .trade("EURUSD", at("09:31:30"), "2", "1")
            .trade("EURUSD", at("09:32:30"), "3", "1")
            .trade("EURUSD", at("09:32:50"), "4", "1")
            .trade("EURUSD", at("09:33:30"), "5", "1"));
    assertThat(
            bars(
                tenant,
                query("1m", Side.TRADE, new TimeRange(at("09:30:00.000000001"), at("09:32:01")))))
        .containsExactly(
            Samples.bar("2024-05-08T09:31:00Z", "2", "2", "2", "2", "1", 8, 1),
            Samples.bar("2024-05-08T09:32:00Z", "3", "4", "3", "4", "2", 8, 2));
    assertThat(bars(tenant, query("1m", Side.TRADE, new TimeRange(at("09:31:00"), at("09:32:00")))))
        .extracting(Bar::start)
        .containsExactly(at("09:31:00"));
    assertThat(bars(tenant, query("1m", Side.TRADE, new TimeRange(at("09:31:01"), at("09:31:59")))))
        .isEmpty();
  }
}
