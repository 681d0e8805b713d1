package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickPosition;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TickRows;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How a {@link dev.quintet.domain.marketdata.TickStore} reads ticks back as a stream; {@link
 * TickStoreContract} has the rest.
 */
interface TickStreamContract extends TickLookupContract {

  @Test
  default void ticksOfOneInstantAreInTheOrderOfSequenceThenSource() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.quotes("zfeed")
            .quote("EURUSD", T, 1, "1", "1", "1")
            .quote("EURUSD", T, 0, "2", "2", "2"));
    append(
        tenant,
        R.plusSeconds(1),
        Batch.quotes("afeed")
            .quote("EURUSD", T, 2, "3", "3", "3")
            .quote("EURUSD", T, 1, "4", "4", "4"));
    assertThat(all(tenant, "EURUSD"))
        .extracting(tick -> tick.sequence() + tick.source().value())
        .containsExactly("0zfeed", "1afeed", "1zfeed", "2afeed");
  }

  @Test
  default void lateShuffledAndRepeatedArrivalReadsTheSame() {
    Batch batch = Samples.crowd("fxcm", 60, 3);
    TenantId inOrder = newTenant();
    append(inOrder, batch);
    TenantId shuffled = newTenant();
    List<Batch> apart = new ArrayList<>(batch.apart());
    apart.addAll(batch.apart().subList(10, 30));
    Collections.shuffle(apart, new Random(4));
    for (List<Batch> few : List.of(apart.subList(0, 30), apart.subList(30, apart.size()))) {
      append(few.stream().map(it -> it.of(shuffled, R)).toList());
    }
    TenantId reversed = newTenant();
    append(reversed, batch.reversed());
    assertThat(all(shuffled, "EURUSD")).isEqualTo(all(inOrder, "EURUSD")).hasSize(60);
    assertThat(all(reversed, "EURUSD")).isEqualTo(all(inOrder, "EURUSD"));
  }

  /** A store may ask for the beginning of a stream apart: nothing is lost or doubled between them. */
  @Test
  default void aTickOfManyVersionsIsReadOnceWhereverItLies() {
    TenantId tenant = newTenant();
    for (int before : List.of(0, 1, 1_020, 2_040, 2_046, 2_047)) {
      String symbol = "S" + before;
      Batch batch = Batch.quotes("fxcm");
      for (int i = 0; i < before + 20; i++) {
        batch.quote(symbol, T.plusNanos(i), "1", "1", "0");
      }
      append(List.of(batch.of(tenant, R)));
      List<TenantTicks> versions = new ArrayList<>();
      for (int version = 2; version <= (before == 0 ? 2_100 : 10); version++) {
        versions.add(
            Batch.quotes("fxcm")
                .quote(symbol, T.plusNanos(before), "1", Integer.toString(version), "0")
                .of(tenant, R.plusMillis(version)));
      }
      append(versions);
      List<Tick> all = all(tenant, symbol);
      assertThat(all).as(symbol).hasSize(before + 20);
      assertThat(all)
          .extracting(Tick::eventTime)
          .isEqualTo(IntStream.range(0, before + 20).mapToObj(T::plusNanos).toList());
      BigDecimal newest = BigDecimal.valueOf(versions.size() + 1);
      assertThat(all.get(before))
          .isInstanceOfSatisfying(
              Tick.Quote.class, quote -> assertThat(quote.ask()).isEqualByComparingTo(newest));
    }
  }

  @Test
  default void twoSourcesAreReadTogetherAndApart() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.quotes("fxcm").quote("EURUSD", T, "1", "2", "0"),
        Batch.quotes("oanda").quote("EURUSD", T, "3", "4", "0"));
    assertThat(all(tenant, "EURUSD")).hasSize(2);
    for (String source : List.of("fxcm", "oanda")) {
      assertThat(read(tenant, query("EURUSD", source, ALL, null)))
          .extracting(tick -> tick.source().value())
          .containsExactly(source);
    }
    assertThat(read(tenant, query("EURUSD", "other", ALL, null))).isEmpty();
  }

  @Test
  default void theRangeIsHalfOpenToTheNanosecond() {
    TenantId tenant = newTenant();
    Batch batch = Batch.quotes("fxcm");
    for (int nanos = 0; nanos < 5; nanos++) {
      batch.quote("EURUSD", T.plusNanos(nanos), "1", "1", "0");
    }
    append(tenant, batch);
    TimeRange range = new TimeRange(T.plusNanos(1), T.plusNanos(4));
    assertThat(read(tenant, query("EURUSD", null, range, null)))
        .extracting(Tick::eventTime)
        .containsExactly(T.plusNanos(1), T.plusNanos(2), T.plusNanos(3));
  }

  @Test
  default void aStreamGoesOnBehindAnyPosition() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Samples.crowd("fxcm", 30, 5),
        Samples.crowd("oanda", 30, 6),
        Batch.trades("fxcm")
            .trade("EURUSD", T, 0, "1", "1")
            .trade("EURUSD", T.plusNanos(9), 2, "1", "1"));
    List<Tick> all = all(tenant, "EURUSD");
    assertThat(all).hasSize(62).isSortedAccordingTo(Tick.ORDER);
    for (int last = 0; last < all.size(); last++) {
      Tick tick = all.get(last);
      TickPosition after =
          new TickPosition(
              EventTime.nanos(tick.eventTime()), tick.sequence(), tick.source(), tick.kind());
      assertThat(read(tenant, behind(after))).isEqualTo(all.subList(last + 1, all.size()));
    }
  }

  @Test
  default void aPositionNeedNotBeThatOfATick() {
    TenantId tenant = newTenant();
    append(tenant, Samples.crowd("fxcm", 9, 7));
    List<Tick> all = all(tenant, "EURUSD");
    Source nobody = new Source("nobody");
    long nanos = EventTime.nanos(T);
    assertThat(read(tenant, behind(new TickPosition(nanos, 1, nobody, TickKind.QUOTE))))
        .isEqualTo(all.subList(2, 9));
    assertThat(read(tenant, behind(new TickPosition(nanos + 1, 7, nobody, TickKind.TRADE))))
        .isEqualTo(all.subList(6, 9));
    assertThat(read(tenant, behind(new TickPosition(0, 0, nobody, TickKind.QUOTE)))).isEqualTo(all);
    assertThat(read(tenant, behind(new TickPosition(nanos + 9, 0, nobody, TickKind.QUOTE)))).isEmpty();
  }

  private static TickQuery behind(TickPosition after) {
    return new TickQuery(EURUSD, null, ALL, after, null);
  }

  @Test
  default void aLongStreamComesInPagesThatJoinUp() {
    TenantId tenant = newTenant();
    append(tenant, Samples.crowd("fxcm", 20_000, 8));
    List<Integer> pages = new ArrayList<>();
    List<Tick> ticks = new ArrayList<>();
    ticks()
        .read(
            Viewer.of(tenant),
            EVERYTHING,
            page -> {
              pages.add(page.rows());
              for (int row = 0; row < page.rows(); row++) {
                ticks.add(page.tick(EURUSD, row));
              }
            },
            Fresh.deadline());
    assertThat(pages).allSatisfy(rows -> assertThat(rows).isBetween(1, 8_192));
    assertThat(ticks).hasSize(20_000).isSortedAccordingTo(Tick.ORDER).doesNotHaveDuplicates();
  }

  @Test
  default void anExceptionOfTheSinkEndsTheReadAndPassesThrough() {
    TenantId tenant = newTenant();
    append(tenant, Samples.crowd("fxcm", 20_000, 9));
    MarketDataContract.<TickRows>assertSinkEndsIt(
        sink -> ticks().read(Viewer.of(tenant), EVERYTHING, sink, Fresh.deadline()));
    assertThat(all(tenant, "EURUSD")).hasSize(20_000);
  }

  @Test
  default void aSinkThatBlocksIsWaitedFor() throws Exception {
    TenantId tenant = newTenant();
    append(tenant, Samples.crowd("fxcm", 20_000, 10));
    CountDownLatch entered = new CountDownLatch(1);
    CompletableFuture<Void> go = new CompletableFuture<Void>().orTimeout(60, TimeUnit.SECONDS);
    AtomicInteger rows = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> reading =
          threads.submit(
              () ->
                  ticks()
                      .read(
                          Viewer.of(tenant),
                          EVERYTHING,
                          page -> {
                            rows.addAndGet(page.rows());
                            entered.countDown();
                            go.join();
                          },
                          Fresh.deadline()));
      assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
      append(tenant, Batch.quotes("fxcm").quote("GBPUSD", T, "1", "2", "0"));
      assertThat(all(tenant, "GBPUSD")).hasSize(1);
      assertThat(rows.get()).isBetween(1, 8_192);
      assertThat(reading).isNotDone();
      go.complete(null);
      reading.get(30, TimeUnit.SECONDS);
      assertThat(rows).hasValue(20_000);
    }
  }

  @Test
  default void withoutTicksTheSinkIsNotCalled() {
    assertThat(all(newTenant(), "EURUSD")).isEmpty();
    TenantId tenant = newTenant();
    append(tenant, Batch.quotes("fxcm").quote("EURUSD", T, "1", "2", "0"));
    AtomicInteger calls = new AtomicInteger();
    ticks()
        .read(
            Viewer.of(tenant),
            query("EURUSD", null, new TimeRange(EventTime.MIN, T), null),
            page -> calls.incrementAndGet(),
            Fresh.deadline());
    assertThat(calls).hasValue(0);
  }
}
