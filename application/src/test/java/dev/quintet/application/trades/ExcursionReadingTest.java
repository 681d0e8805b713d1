package dev.quintet.application.trades;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.application.trades.Setting.ACME;
import static dev.quintet.application.trades.Setting.ANN;
import static dev.quintet.application.trades.Setting.ANNS;
import static dev.quintet.application.trades.Setting.BOB;
import static dev.quintet.application.trades.Setting.EUR;
import static dev.quintet.application.trades.Setting.NOW;
import static dev.quintet.application.trades.Setting.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.application.shared.FairShares;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.PriceRangeStore;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.ClosedLot;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Excursion;
import dev.quintet.domain.trades.ExcursionSummary;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExcursionReadingTest {

  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private final Setting setting = new Setting(Clock.fixed(NOW, ZoneOffset.UTC));
  private final ExcursionReading excursions = setting.get(ExcursionReading.class);
  private final ExcursionReading fewAveraged =
      new ExcursionReading(
          setting.get(TradeReading.class),
          setting.port(PriceRangeStore.class),
          new FairShares("reads", 2, 1),
          setting.get(Access.class),
          3);
  private final List<Quote> quotes = new ArrayList<>();

  private record Quote(Instant at, BigDecimal bid, BigDecimal ask) {}

  private void record(Fill... fills) {
    assertThat(
            setting
                .get(TradeRecording.class)
                .record(key(Role.SERVICE, null), List.of(fills), Fresh.deadline()))
        .allMatch(it -> it.refused() == null);
  }

  private static Fill fill(String id, Side side, String quantity, String price, Instant at) {
    return new Fill(
        new TradeId(id),
        ANNS,
        new Symbol("DAX"),
        side,
        new BigDecimal(quantity),
        new BigDecimal(price),
        Costs.none(EUR),
        at,
        Fill.Origin.NONE,
        new Fill.Conversion(new BigDecimal("25"), new BigDecimal("0.917")));
  }

  private void store(@Nullable UserId owner, Quote... some) {
    Batch batch = Batch.quotes("feed");
    for (Quote one : some) {
      batch.quote(
          "DAX", one.at, one.bid.toPlainString(), one.ask.toPlainString(), "1");
    }
    setting.ticks.append(
        List.of((owner == null ? batch : batch.of(owner)).of(ACME, NOW)), Fresh.deadline());
  }

  private static Quote quote(long second, String bid, String ask) {
    return new Quote(START.plusSeconds(second), new BigDecimal(bid), new BigDecimal(ask));
  }

  private Page<Excursion> list(@Nullable UserId user, @Nullable Cursor after, int limit) {
    return excursions.list(
        key(Role.READER, user), TradeFilter.ALL, TickKind.QUOTE, after, limit, Fresh.deadline());
  }

  private List<Excursion> list(@Nullable UserId user) {
    return list(user, null, 1_000).items();
  }

  /** By the ticks alone, and in sums of what each would have made. */
  private List<BigDecimal> expected(ClosedLot lot) {
    BigDecimal worst = BigDecimal.ZERO;
    BigDecimal best = BigDecimal.ZERO;
    List<BigDecimal> path = new ArrayList<>(List.of(lot.closePrice()));
    boolean any = false;
    for (Quote quote : quotes) {
      Instant minute = quote.at.truncatedTo(ChronoUnit.MINUTES);
      if (!minute.isBefore(lot.openedAt()) && !minute.plusSeconds(60).isAfter(lot.closedAt())) {
        path.add(lot.side() == Side.BUY ? quote.bid : quote.ask);
        any = true;
      }
    }
    for (BigDecimal price : path) {
      BigDecimal made =
          price
              .multiply(lot.quantity())
              .subtract(lot.cost())
              .multiply(new BigDecimal(lot.side() == Side.BUY ? "22.925" : "-22.925"))
              .setScale(4, RoundingMode.HALF_EVEN);
      worst = worst.min(made);
      best = best.max(made);
    }
    return any ? List.of(worst.negate().setScale(4), best.setScale(4)) : List.of();
  }

  private static List<BigDecimal> found(Excursion one) {
    Excursion.Amounts amounts = one.amounts();
    return amounts == null ? List.of() : List.of(amounts.adverse(), amounts.favourable());
  }

  @Test
  void excursionsAreThoseOfTheTicks() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      BigDecimal bid = BigDecimal.valueOf(9_000 + random.nextInt(2_000), 2);
      quotes.add(
          new Quote(
              START.plusMillis(250L * random.nextInt(4 * 36_000)),
              bid,
              bid.add(BigDecimal.valueOf(random.nextInt(20), 2))));
    }
    store(null, quotes.toArray(Quote[]::new));
    for (int i = 0; i < 60; i++) {
      record(
          fill(
              "f" + i,
              random.nextBoolean() ? Side.BUY : Side.SELL,
              Integer.toString(1 + random.nextInt(5)),
              BigDecimal.valueOf(9_000 + random.nextInt(2_000), 2).toPlainString(),
              START.plusSeconds(500L * i + random.nextInt(700))));
    }
    List<Excursion> all = list(null);
    assertThat(all).as("seed %d", seed).hasSizeGreaterThan(20);
    assertThat(all)
        .as("seed %d", seed)
        .allSatisfy(one -> assertThat(found(one)).isEqualTo(expected(one.held().lot())));
    Page<Excursion> first = list(null, null, 7);
    List<Excursion> paged = new ArrayList<>(first.items());
    for (Cursor next = first.nextCursor(); next != null; ) {
      Page<Excursion> page = list(null, next, 7);
      paged.addAll(page.items());
      next = page.nextCursor();
    }
    assertThat(paged).isEqualTo(all);
  }

  @Test
  void ticksThatComeLateAreInTheNextAnswer() {
    record(
        fill("1", Side.BUY, "1", "100", START),
        fill("2", Side.SELL, "1", "100", START.plusSeconds(180)));
    assertThat(list(null).getFirst().missing()).contains(Excursion.Missing.NO_BARS);
    store(null, quote(60, "99", "101"));
    assertThat(found(list(null).getFirst()))
        .containsExactly(new BigDecimal("22.9250"), new BigDecimal("0.0000"));
    assertThat(list(null).getFirst().covered()).isEqualTo(1);
    store(null, quote(120, "103", "104"));
    assertThat(found(list(null).getFirst()).getLast()).isEqualTo(new BigDecimal("68.7750"));
  }

  @Test
  void aCallForAUserSeesItsTicksAndItsLots() {
    record(
        fill("1", Side.BUY, "1", "100", START),
        fill("2", Side.SELL, "1", "100", START.plusSeconds(180)));
    store(null, quote(60, "90", "91"));
    store(ANN, quote(60, "98", "99"));
    assertThat(found(list(ANN).getFirst()).getFirst()).isEqualTo(new BigDecimal("45.8500"));
    assertThat(found(list(null).getFirst()).getFirst()).isEqualTo(new BigDecimal("229.2500"));
    assertThat(list(BOB)).isEmpty();
    assertProblem(
        Problem.Denied.class,
        () ->
            excursions.list(
                key(Role.BILLING, null), TradeFilter.ALL, TickKind.QUOTE, null, 1, Fresh.deadline()));
    assertProblem(Problem.Invalid.class, () -> list(null, null, 1_001));
  }

  @Test
  void aSplitWhileALotWasHeldIsSaid() {
    record(
        fill("1", Side.BUY, "1", "100", START),
        fill("2", Side.SELL, "2", "50", START.plusSeconds(180)));
    store(null, quote(60, "90", "91"));
    assertThat(found(list(null).getFirst())).isNotEmpty();
    TradeEvent split =
        new TradeEvent.Split(
            new TradeId("s"), ANNS, new Symbol("DAX"), 2, 1, START.plusSeconds(90));
    assertThat(
            setting
                .get(TradeRecording.class)
                .recordEvents(
                    key(Role.SERVICE, null), List.of(split), Fresh.deadline()))
        .allMatch(it -> it.refused() == null);
    assertThat(list(null).getFirst().missing()).contains(Excursion.Missing.SPLIT);
  }

  private List<ExcursionSummary> averages(TradeFilter filter) {
    return fewAveraged.averages(
        key(Role.SERVICE, null),
        filter,
        TickKind.QUOTE,
        Performance.Grouping.DAY,
        Fresh.deadline());
  }

  @Test
  void averagesAreOfSoManyLotsAndNoMore() {
    int most = 3;
    store(null, quote(60, "99", "100"));
    for (int i = 0; i < most; i++) {
      record(fill("b" + i, Side.BUY, "1", "100", START));
    }
    record(fill("s", Side.SELL, Integer.toString(most), "100", START.plusSeconds(180)));
    assertThat(averages(TradeFilter.ALL))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.lots()).isEqualTo(most);
              assertThat(row.averageAdverse()).contains(new BigDecimal("22.9250"));
            });
    record(
        fill("b", Side.BUY, "1", "100", START.plusSeconds(200)),
        fill("t", Side.SELL, "1", "100", START.plusSeconds(400)));
    assertProblem(
        new Problem.Invalid("from", "lets more than 3 closed lots through; ask for less time"),
        () -> averages(TradeFilter.ALL));
    assertThat(
            averages(
                new TradeFilter(null, null, null, null, START.plusSeconds(181), null)))
        .singleElement()
        .satisfies(row -> assertThat(row.lots()).isEqualTo(1));
  }

  @Test
  void oneTenantsReadsAreBounded() throws Exception {
    record(
        fill("1", Side.BUY, "1", "100", START),
        fill("2", Side.SELL, "1", "100", START.plusSeconds(180)));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    PriceRangeStore slow =
        (viewer, spans, deadline) -> {
          if (first.getAndSet(false)) {
            begun.countDown();
            awaited(end);
          }
          return Map.of();
        };
    ExcursionReading bounded =
        new ExcursionReading(
            setting.get(TradeReading.class),
            slow,
            new FairShares("reads", 2, 1),
            setting.get(Access.class));
    Thread reader = Thread.startVirtualThread(() -> read(bounded, Fresh.deadline()));
    begun.await();
    assertProblem(
        Problem.LimitExceeded.class,
        () -> read(bounded, Deadline.after(Duration.ofMillis(100))));
    end.countDown();
    reader.join();
    assertThat(read(bounded, Fresh.deadline())).hasSize(1);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Excursion> read(ExcursionReading reading, Deadline deadline) {
    return reading
        .list(key(Role.SERVICE, null), TradeFilter.ALL, TickKind.QUOTE, null, 10, deadline)
        .items();
  }
}
