package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickPosition;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a {@link dev.quintet.domain.marketdata.TickStore} reads ticks back as a stream; {@link TickStoreContract} has the rest. */
interface TickStreamContract extends TickLookupContract {

  private void append(TenantTicks... block) {
    ticks().append(List.of(block), Fresh.deadline());
  }

  private List<Tick> all(TenantId tenant, String symbol) {
    return Read.ticks(ticks(), tenant, everything(symbol));
  }

  private static TickQuery everything(String symbol) {
    return new TickQuery(new Symbol(symbol), null, ALL, null, null);
  }

  private static TickQuery of(String symbol, @Nullable String source, TimeRange range) {
    return new TickQuery(
        new Symbol(symbol), source == null ? null : new Source(source), range, null, null);
  }

  @Test
  default void ticksOfOneInstantAreInTheOrderOfSequenceThenSource() {
    TenantId tenant = newTenant();
    append(
        Batch.quotes("zfeed")
            .quote("EURUSD", T, 1, "1", "1", "1")
            .quote("EURUSD", T, 0, "2", "2", "2")
            .of(tenant, R));
    append(
        Batch.quotes("afeed")
            .quote("EURUSD", T, 2, "3", "3", "3")
            .quote("EURUSD", T, 1, "4", "4", "4")
            .of(tenant, R.plusSeconds(1)));
    assertThat(all(tenant, "EURUSD"))
        .extracting(tick -> tick.sequence() + tick.source().value())
        .containsExactly("0zfeed", "1afeed", "1zfeed", "2afeed");
  }

  @Test
  default void lateShuffledAndRepeatedArrivalReadsTheSame() {
    Batch batch = Samples.crowd("fxcm", 60, 3);
    TenantId inOrder = newTenant();
    append(batch.of(inOrder, R));
    TenantId shuffled = newTenant();
    List<Batch> apart = new ArrayList<>(batch.apart());
    apart.addAll(batch.apart().subList(10, 30));
    Collections.shuffle(apart, new Random(4));
    for (List<Batch> few : List.of(apart.subList(0, 30), apart.subList(30, apart.size()))) {
      ticks().append(few.stream().map(it -> it.of(shuffled, R)).toList(), Fresh.deadline());
    }
    TenantId reversed = newTenant();
    append(batch.reversed().of(reversed, R));
    assertThat(all(shuffled, "EURUSD")).isEqualTo(all(inOrder, "EURUSD")).hasSize(60);
    assertThat(all(reversed, "EURUSD")).isEqualTo(all(inOrder, "EURUSD"));
  }

  @Test
  default void twoSourcesAreReadTogetherAndApart() {
    TenantId tenant = newTenant();
    append(
        Batch.quotes("fxcm").quote("EURUSD", T, "1", "2", "0").of(tenant, R),
        Batch.quotes("oanda").quote("EURUSD", T, "3", "4", "0").of(tenant, R));
    assertThat(all(tenant, "EURUSD")).hasSize(2);
    for (String source : List.of("fxcm", "oanda")) {
      assertThat(Read.ticks(ticks(), tenant, of("EURUSD", source, ALL)))
          .extracting(tick -> tick.source().value())
          .containsExactly(source);
    }
    assertThat(Read.ticks(ticks(), tenant, of("EURUSD", "other", ALL))).isEmpty();
  }

  @Test
  default void theRangeIsHalfOpenToTheNanosecond() {
    TenantId tenant = newTenant();
    Batch batch = Batch.quotes("fxcm");
    for (int nanos = 0; nanos < 5; nanos++) {
      batch.quote("EURUSD", T.plusNanos(nanos), "1", "1", "0");
    }
    append(batch.of(tenant, R));
    TimeRange range = new TimeRange(T.plusNanos(1), T.plusNanos(4));
    assertThat(Read.ticks(ticks(), tenant, of("EURUSD", null, range)))
        .extracting(Tick::eventTime)
        .containsExactly(T.plusNanos(1), T.plusNanos(2), T.plusNanos(3));
  }

  @Test
  default void aStreamGoesOnBehindAnyPosition() {
    TenantId tenant = newTenant();
    append(Samples.crowd("fxcm", 30, 5).of(tenant, R), Samples.crowd("oanda", 30, 6).of(tenant, R));
    List<Tick> all = all(tenant, "EURUSD");
    assertThat(all).hasSize(60);
    for (int last = 0; last < all.size(); last++) {
      Tick tick = all.get(last);
      TickPosition after =
          new TickPosition(EventTime.nanos(tick.eventTime()), tick.sequence(), tick.source());
      assertThat(Read.ticks(ticks(), tenant, behind(after)))
          .isEqualTo(all.subList(last + 1, all.size()));
    }
  }

  @Test
  default void aPositionNeedNotBeThatOfATick() {
    TenantId tenant = newTenant();
    append(Samples.crowd("fxcm", 9, 7).of(tenant, R));
    List<Tick> all = all(tenant, "EURUSD");
    Source nobody = new Source("nobody");
    long nanos = EventTime.nanos(T);
    assertThat(Read.ticks(ticks(), tenant, behind(new TickPosition(nanos, 1, nobody))))
        .isEqualTo(all.subList(2, 9));
    assertThat(Read.ticks(ticks(), tenant, behind(new TickPosition(nanos + 1, 7, nobody))))
        .isEqualTo(all.subList(6, 9));
    assertThat(Read.ticks(ticks(), tenant, behind(new TickPosition(0, 0, nobody))))
        .isEqualTo(all);
    assertThat(Read.ticks(ticks(), tenant, behind(new TickPosition(nanos + 9, 0, nobody))))
        .isEmpty();
  }

  private static TickQuery behind(TickPosition after) {
    return new TickQuery(new Symbol("EURUSD"), null, ALL, after, null);
  }

  @Test
  default void aLongStreamComesInPagesThatJoinUp() {
    TenantId tenant = newTenant();
    append(Samples.crowd("fxcm", 20_000, 8).of(tenant, R));
    List<Integer> pages = new ArrayList<>();
    List<Tick> ticks = new ArrayList<>();
    ticks()
        .read(
            tenant,
            everything("EURUSD"),
            page -> {
              pages.add(page.rows());
              for (int row = 0; row < page.rows(); row++) {
                ticks.add(page.tick(new Symbol("EURUSD"), row));
              }
            },
            Fresh.deadline());
    assertThat(pages).allSatisfy(rows -> assertThat(rows).isBetween(1, 8_192));
    assertThat(ticks).hasSize(20_000).isSortedAccordingTo(Tick.ORDER).doesNotHaveDuplicates();
  }

  @Test
  default void anExceptionOfTheSinkEndsTheReadAndPassesThrough() {
    TenantId tenant = newTenant();
    append(Samples.crowd("fxcm", 20_000, 9).of(tenant, R));
    RuntimeException enough = new IllegalStateException("enough");
    AtomicInteger pages = new AtomicInteger();
    assertThatThrownBy(
            () ->
                ticks()
                    .read(
                        tenant,
                        everything("EURUSD"),
                        page -> {
                          pages.incrementAndGet();
                          throw enough;
                        },
                        Fresh.deadline()))
        .isSameAs(enough);
    assertThat(pages).hasValue(1);
    assertThat(all(tenant, "EURUSD")).hasSize(20_000);
  }

  @Test
  default void aSinkThatBlocksIsWaitedFor() throws Exception {
    TenantId tenant = newTenant();
    append(Samples.crowd("fxcm", 20_000, 10).of(tenant, R));
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger rows = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> reading =
          threads.submit(
              () -> {
                ticks()
                    .read(
                        tenant,
                        everything("EURUSD"),
                        page -> {
                          rows.addAndGet(page.rows());
                          entered.countDown();
                          awaitQuietly(go);
                        },
                        Fresh.deadline());
                return null;
              });
      assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
      append(Batch.quotes("fxcm").quote("GBPUSD", T, "1", "2", "0").of(tenant, R));
      assertThat(all(tenant, "GBPUSD")).hasSize(1);
      assertThat(rows.get()).isBetween(1, 8_192);
      assertThat(reading).isNotDone();
      go.countDown();
      reading.get(30, TimeUnit.SECONDS);
      assertThat(rows).hasValue(20_000);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  default void withoutTicksTheSinkIsNotCalled() {
    assertThat(all(newTenant(), "EURUSD")).isEmpty();
    TenantId tenant = newTenant();
    append(Batch.quotes("fxcm").quote("EURUSD", T, "1", "2", "0").of(tenant, R));
    AtomicInteger calls = new AtomicInteger();
    ticks()
        .read(
            tenant,
            of("EURUSD", null, new TimeRange(EventTime.MIN, T)),
            page -> calls.incrementAndGet(),
            Fresh.deadline());
    assertThat(calls).hasValue(0);
  }
}
