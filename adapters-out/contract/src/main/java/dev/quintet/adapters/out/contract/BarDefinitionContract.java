package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares the bars of a {@link BarStore} with their definition, on random ticks. */
interface BarDefinitionContract {

  Symbol EURUSD = new Symbol("EURUSD");

  /** Received times of the tests. */
  Instant R = Instant.parse("2026-02-03T04:05:06.789012Z");

  TimeRange ALL = new TimeRange(EventTime.MIN, EventTime.END);

  BarStore bars();

  TickStore ticks();

  /** A new tenant that both stores accept. */
  TenantId newTenant();

  private static BarQuery query(String interval, Side side, TimeRange range) {
    return new BarQuery(EURUSD, null, Interval.of(interval), side, range, null);
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
      ticks()
          .append(
              shuffled.subList(from, Math.min(from + 7, shuffled.size())), Fresh.deadline());
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
            new BarQuery(
                EURUSD, new Source(source), Interval.of(interval), Side.MID, ALL, half);
        assertAsDefined(tenant, shuffled, then, seed);
      }
    }
  }

  private void assertAsDefined(
      TenantId tenant, List<TenantTicks> appended, BarQuery query, long seed) {
    assertThat(Read.bars(bars(), tenant, query))
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
      ticks().append(List.of(appended.getLast()), Fresh.deadline());
      Side side = Side.values()[random.nextInt(Side.values().length)];
      String interval = intervals.get(random.nextInt(intervals.size()));
      Instant from = RandomTicks.START.plus(Duration.ofMinutes(random.nextInt(3_000)));
      TimeRange range = new TimeRange(from, from.plus(Duration.ofMinutes(5_000)));
      assertAsDefined(tenant, appended, query(interval, side, range), seed);
      assertAsDefined(tenant, appended, query(interval, side, ALL), seed);
    }
  }
}
