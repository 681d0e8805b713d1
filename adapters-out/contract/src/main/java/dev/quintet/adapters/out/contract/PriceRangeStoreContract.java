package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.PriceRange;
import dev.quintet.domain.marketdata.PriceRangeStore;
import dev.quintet.domain.marketdata.PriceSpan;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link PriceRangeStore} finds. */
public interface PriceRangeStoreContract extends MarketDataContract {

  PriceRangeStore ranges();

  private Map<PriceSpan, PriceRange> ranges(
      TenantId tenant, @Nullable UserId user, Collection<PriceSpan> spans) {
    return ranges().read(new Viewer(tenant, user), spans, Fresh.deadline());
  }

  private static Instant minute(long number) {
    return Instant.ofEpochSecond(60 * number);
  }

  private static PriceSpan trades(long from, long to) {
    return new PriceSpan(EURUSD, Side.TRADE, from, to);
  }

  private static PriceRange range(String low, String high, long minutes) {
    return new PriceRange(
        new BigDecimal(low).setScale(8), new BigDecimal(high).setScale(8), minutes);
  }

  /** By its definition: of the latest version of each tick, minute by minute. */
  private static Map<PriceSpan, PriceRange> expected(
      List<TenantTicks> appended, Collection<PriceSpan> spans) {
    Map<PriceSpan, PriceRange> expected = new HashMap<>();
    for (PriceSpan span : spans) {
      TimeRange range = new TimeRange(minute(span.from()), minute(span.to()));
      List<Bar.Prices> prices =
          ExpectedBars.of(
                  appended,
                  new BarQuery(span.symbol(), null, Interval.MINUTE, span.side(), range, null))
              .stream()
              .map(bar -> Objects.requireNonNull(bar.prices()))
              .toList();
      if (!prices.isEmpty()) {
        expected.put(
            span,
            new PriceRange(
                prices.stream().map(Bar.Prices::low).reduce(BigDecimal::min).orElseThrow(),
                prices.stream().map(Bar.Prices::high).reduce(BigDecimal::max).orElseThrow(),
                prices.size()));
      }
    }
    return expected;
  }

  @Test
  default void rangesEqualTheDefinitionHoweverTheTicksArrived() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TenantId tenant = newTenant();
    List<TenantTicks> appended = new ArrayList<>();
    List<Batch> batches = RandomTicks.batches(seed, 12);
    IntStream.range(0, batches.size())
        .forEach(i -> appended.add(batches.get(i).of(tenant, R.plusSeconds(i))));
    Collections.shuffle(appended, random);
    for (int i = 0; i < appended.size(); i++) {
      append(List.of(appended.get(i)));
      if (i % 4 == 3) {
        List<PriceSpan> spans = spans(random, i * 20);
        assertThat(ranges(tenant, null, spans))
            .as("seed %d", seed)
            .isEqualTo(expected(appended.subList(0, i + 1), spans));
      }
    }
  }

  private static List<PriceSpan> spans(Random random, int count) {
    long start = RandomTicks.START.getEpochSecond() / 60;
    List<PriceSpan> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long from = start + random.nextInt(120) * 60L + random.nextInt(4) - 2;
      long to = from + 1 + random.nextInt(random.nextBoolean() ? 3 : 7_000);
      Side side = Side.values()[random.nextInt(Side.values().length)];
      spans.add(new PriceSpan(EURUSD, side, from, to));
    }
    return spans;
  }

  @Test
  default void onlyBarsOfTheMinutesOfASpanCount() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.trades("cme")
            .trade("EURUSD", minute(100).minusNanos(1), "1", "1")
            .trade("EURUSD", minute(100), "4", "1")
            .trade("EURUSD", minute(101), "6", "1")
            .trade("EURUSD", minute(103).minusNanos(1), "5", "1")
            .trade("EURUSD", minute(103), "9", "1"),
        Batch.quotes("cme").quote("EURUSD", minute(101), "2", "10", "1"),
        Batch.trades("cme").trade("GBPUSD", minute(101), "11", "1"));
    PriceSpan all = trades(100, 103);
    PriceSpan bids = new PriceSpan(EURUSD, Side.BID, 100, 103);
    PriceSpan asks = new PriceSpan(EURUSD, Side.ASK, 100, 103);
    PriceSpan pounds = new PriceSpan(GBPUSD, Side.TRADE, 100, 103);
    PriceSpan alone = trades(102, 103);
    assertThat(ranges(tenant, null, List.of(all, bids, asks, pounds, alone, all)))
        .isEqualTo(
            Map.of(
                all, range("4", "6", 3),
                bids, range("2", "2", 1),
                asks, range("10", "10", 1),
                pounds, range("11", "11", 1),
                alone, range("5", "5", 1)));
  }

  @Test
  default void aSpanWithoutBarsHasNoRange() {
    TenantId tenant = newTenant();
    append(tenant, Batch.trades("cme").trade("EURUSD", minute(100), "4", "1"));
    assertThat(
            ranges(
                tenant,
                null,
                List.of(
                    trades(101, 200),
                    trades(0, 100),
                    trades(100, 100),
                    new PriceSpan(EURUSD, Side.BID, 0, 200),
                    new PriceSpan(new Symbol("DAX"), Side.TRADE, 0, 200))))
        .isEmpty();
    assertThat(ranges(tenant, null, List.of())).isEmpty();
  }

  @Test
  default void aCorrectedTickIsAsItIsNowAndAnAnnulledOneIsNot() {
    TenantId tenant = newTenant();
    Batch bust = Batch.trades("cme").trade("EURUSD", minute(100).plusSeconds(2), 0, "900", "1");
    append(
        tenant,
        Batch.trades("cme")
            .trade("EURUSD", minute(100), 0, "1", "1")
            .trade("EURUSD", minute(100).plusSeconds(1), 0, "5", "1"),
        bust);
    PriceSpan span = trades(100, 101);
    assertThat(ranges(tenant, null, List.of(span))).containsEntry(span, range("1", "900", 1));
    append(
        tenant,
        R.plusSeconds(1),
        bust.annuls(),
        Batch.trades("cme").trade("EURUSD", minute(100), 0, "3", "1"));
    assertThat(ranges(tenant, null, List.of(span))).containsEntry(span, range("3", "5", 1));
  }

  @Test
  default void aUserSeesTheRangesOfItsOwnTicksAndATenantThoseOfAllOfItsOwn() {
    TenantId tenant = newTenant();
    UserId anna = new UserId("anna");
    append(
        tenant,
        Batch.trades("cme").trade("EURUSD", minute(100), 0, "5", "1"),
        Batch.trades("cme").trade("EURUSD", minute(100), 0, "7", "1").of(anna),
        Batch.trades("cme").trade("EURUSD", minute(101), 0, "3", "1").of(new UserId("bob")));
    append(newTenant(), Batch.trades("cme").trade("EURUSD", minute(100), 0, "100", "1"));
    PriceSpan span = trades(100, 102);
    assertThat(ranges(tenant, anna, List.of(span))).isEqualTo(Map.of(span, range("7", "7", 1)));
    assertThat(ranges(tenant, null, List.of(span))).isEqualTo(Map.of(span, range("3", "7", 2)));
    assertThat(ranges(tenant, new UserId("carl"), List.of(span))).isEmpty();
    assertThat(ranges(newTenant(), anna, List.of(span))).isEmpty();
  }

  @Test
  default void afterItsDeadlineNoRangeIsRead() {
    TenantId tenant = newTenant();
    assertUnavailable(
        () -> ranges().read(Viewer.of(tenant), List.of(trades(0, 1)), Fresh.expired()));
  }
}
