package dev.quintet.adapters.out.clickhouse.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bars from the rollup are those of the ticks, whatever happens when. */
final class RollupTest {

  private static final TestClickHouse CLICK_HOUSE = TestClickHouse.shared();
  private static final TestStores STORES = TestStores.shared();
  private static final Instant NOON = Instant.parse("2025-03-05T12:00:00Z");
  private static final Instant RECEIVED = Instant.parse("2025-06-01T00:00:00Z");
  private static final long HOUR = NOON.getEpochSecond() / 3_600;
  private static final TimeRange DAYS =
      new TimeRange(NOON.minus(Duration.ofDays(3)), NOON.plus(Duration.ofDays(3)));

  private final Rollups rollups = STORES.newRollups();
  private final ClickHouseTickStore ticks = STORES.tickStore(rollups);
  private final ClickHouseBarStore bars = STORES.barStore(rollups);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    rollups.close();
    threads.shutdownNow();
  }

  private static BarQuery query(Interval interval, Side side) {
    return new BarQuery(Feed.of(Fresh.tenant(), "X", "a").symbol(), null, interval, side, DAYS, null);
  }

  /** From the ticks alone: nothing is known later than this. */
  private static BarQuery fromTicks(BarQuery query) {
    return new BarQuery(
        query.symbol(), query.source(), query.interval(), query.side(), query.range(), EventTime.END);
  }

  private List<Bar> read(TenantId tenant, BarQuery query) {
    List<Bar> found = new ArrayList<>();
    bars.read(Viewer.of(tenant), query, found::add, Fresh.deadline());
    return found;
  }

  private void store(Feed feed, Tick... stored) {
    ticks.append(List.of(Feed.batch(feed.tenant(), stored)), Fresh.deadline());
  }

  private static Bar.Prices prices(int open, int high, int low, int close) {
    return new Bar.Prices(
        Decimals.price(open * 100_000_000L),
        Decimals.price(high * 100_000_000L),
        Decimals.price(low * 100_000_000L),
        Decimals.price(close * 100_000_000L));
  }

  private static boolean clean(TenantId tenant, long hour) {
    Period period = new Period(hour * Period.HOUR, (hour + 1) * Period.HOUR);
    Viewer viewer = Viewer.of(tenant);
    Statement statement =
        HourSql.hours(viewer, query(Interval.HOUR, Side.BID).symbol(), period);
    try (Reading reading = CLICK_HOUSE.reads.open(viewer, statement, Fresh.deadline())) {
      return reading.next() && reading.column(1).longs[0] == 1;
    }
  }

  /** A sweep also builds what the tests before have left, on a machine that may be busy. */
  private static void awaitClean(TenantId tenant, long hour) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> clean(tenant, hour));
  }

  @Test
  void aQuietHourBecomesCleanAndIsDirtyFromTheNextTickOn() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    store(feed, feed.quote(NOON, 0, "1", "2", RECEIVED));
    awaitClean(feed.tenant(), HOUR);
    store(feed, feed.quote(NOON.plusSeconds(1), 0, "3", "4", RECEIVED.plusSeconds(1)));
    BarQuery query = query(Interval.HOUR, Side.MID);
    assertThat(read(feed.tenant(), query))
        .isEqualTo(read(feed.tenant(), fromTicks(query)))
        .hasSize(1);
    awaitClean(feed.tenant(), HOUR);
    assertThat(read(feed.tenant(), query)).isEqualTo(read(feed.tenant(), fromTicks(query)));
  }

  /** One minute keeps a tick, one loses its last, and an hour loses all that it had. */
  @Test
  void aRollupFollowsWhatIsAnnulled() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    Instant late = NOON.plusSeconds(120);
    Instant next = NOON.plusSeconds(3_600);
    store(
        feed,
        feed.trade(NOON, 0, "1", "1", RECEIVED),
        feed.trade(NOON.plusSeconds(1), 0, "900", "1", RECEIVED),
        feed.trade(late, 0, "2", "1", RECEIVED),
        feed.trade(next, 0, "3", "1", RECEIVED));
    awaitClean(feed.tenant(), HOUR);
    awaitClean(feed.tenant(), HOUR + 1);
    BarQuery query = query(Interval.MINUTE, Side.TRADE);
    assertThat(read(feed.tenant(), query)).hasSize(3);
    Batch bust =
        Batch.trades("a")
            .trade("X", NOON.plusSeconds(1), 0, "900", "1")
            .trade("X", late, 0, "2", "1")
            .trade("X", next, 0, "3", "1")
            .annuls();
    ticks.append(List.of(bust.of(feed.tenant(), RECEIVED.plusSeconds(1))), Fresh.deadline());
    for (int round = 0; round < 2; round++) {
      assertThat(read(feed.tenant(), query))
          .singleElement()
          .satisfies(bar -> assertThat(bar.prices()).isEqualTo(prices(1, 1, 1, 1)));
      List<Long> minutes = new ArrayList<>();
      bars.minutesWithTicks(
          Viewer.of(feed.tenant()), query.symbol(), null, DAYS, minutes::add, Fresh.deadline());
      assertThat(minutes).containsExactly(NOON.getEpochSecond() / 60);
      awaitClean(feed.tenant(), HOUR);
      awaitClean(feed.tenant(), HOUR + 1);
    }
  }

  @Test
  void barsOfACleanHourComeFromItsRollup() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    store(feed, feed.trade(NOON, 0, "1", "2", RECEIVED));
    awaitClean(feed.tenant(), HOUR);
    // A rollup that says it was made from one row, like the ticks are one row.
    TestRollups.insertTrades(feed.tenant(), NOON, 1, 777);
    assertThat(read(feed.tenant(), query(Interval.MINUTE, Side.TRADE)))
        .extracting(Bar::ticks)
        .containsExactly(777L);
  }

  /** From the ticks and from the rollup, of which few hours and many are read in two ways. */
  @Test
  void feedsOfABarAreOrderedByTimeThenSequenceThenName() {
    TenantId tenant = Fresh.tenant();
    Feed a = Feed.of(tenant, "X", "a");
    Feed b = Feed.of(tenant, "X", "b");
    Feed c = Feed.of(tenant, "X", "c");
    Instant end = NOON.plusSeconds(30);
    store(a, a.trade(NOON, 2, "11", "1", RECEIVED), a.trade(end, 3, "21", "1", RECEIVED));
    store(b, b.trade(NOON, 1, "12", "1", RECEIVED), b.trade(end, 4, "22", "1", RECEIVED));
    store(c, c.trade(NOON, 1, "13", "1", RECEIVED), c.trade(end, 4, "23", "1", RECEIVED));
    store(a, a.trade(NOON.plusSeconds(3_600), 0, "7", "1", RECEIVED));
    TimeRange day = new TimeRange(NOON.minus(Duration.ofHours(12)), NOON.plus(Duration.ofHours(12)));
    for (int round = 0; round < 2; round++) {
      for (TimeRange range : List.of(day, DAYS)) {
        assertThat(read(tenant, trades(Interval.HOUR, range)))
            .first()
            .satisfies(
                bar -> {
                  assertThat(bar.prices()).isEqualTo(prices(12, 23, 11, 23));
                  assertThat(bar.ticks()).isEqualTo(6);
                });
        assertThat(read(tenant, trades(Interval.DAY, range)))
            .singleElement()
            .satisfies(
                bar -> {
                  assertThat(bar.prices()).isEqualTo(prices(12, 23, 7, 7));
                  assertThat(bar.volume()).isEqualByComparingTo("7");
                });
      }
      awaitClean(tenant, HOUR);
      awaitClean(tenant, HOUR + 1);
    }
  }

  private static BarQuery trades(Interval interval, TimeRange range) {
    return new BarQuery(
        Feed.of(Fresh.tenant(), "X", "a").symbol(), null, interval, Side.TRADE, range, null);
  }

  /** Beside another that has ticks in the minutes that are asked for. */
  @Test
  void aFeedWithoutTicksInThePartOfAnHourAddsNothingToItsBar() {
    TenantId tenant = Fresh.tenant();
    Feed a = Feed.of(tenant, "X", "a");
    Feed b = Feed.of(tenant, "X", "b");
    store(a, a.trade(NOON.plusSeconds(600), 0, "5", "1", RECEIVED));
    store(b, b.trade(NOON, 0, "9", "1", RECEIVED));
    awaitClean(tenant, HOUR);
    BarQuery query =
        trades(
            new Interval(600), new TimeRange(NOON.plusSeconds(600), NOON.plusSeconds(1_200)));
    assertThat(read(tenant, query))
        .isEqualTo(read(tenant, fromTicks(query)))
        .singleElement()
        .satisfies(bar -> assertThat(bar.prices()).isEqualTo(prices(5, 5, 5, 5)));
  }

  @Test
  void aRollupMadeFromFewerOrMoreRowsIsNotUsed() {
    for (int rows : new int[] {1, 3}) {
      Feed feed = Feed.of(Fresh.tenant(), "X", "a");
      // The hour after next is not over, so nothing builds it.
      Instant future = Instant.now().plus(Duration.ofHours(2));
      store(feed, feed.trade(future, 0, "1", "2", RECEIVED), feed.trade(future, 1, "1", "2", RECEIVED));
      TestRollups.insertTrades(feed.tenant(), future, rows, 777);
      BarQuery query =
          new BarQuery(
              feed.symbol(),
              null,
              Interval.DAY,
              Side.TRADE,
              new TimeRange(NOON, future.plus(Duration.ofDays(2))),
              null);
      assertThat(read(feed.tenant(), query)).extracting(Bar::ticks).containsExactly(2L);
    }
  }

  @Test
  void anOlderRollupNeverHidesANewerOne() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    store(feed, feed.trade(NOON, 0, "1", "2", RECEIVED));
    store(feed, feed.trade(NOON.plusSeconds(1), 0, "1", "2", RECEIVED));
    awaitClean(feed.tenant(), HOUR);
    // A slow builder comes late with what it made before the second tick.
    TestRollups.insertTrades(feed.tenant(), NOON, 1, 777);
    assertThat(clean(feed.tenant(), HOUR)).isTrue();
    assertThat(read(feed.tenant(), query(Interval.HOUR, Side.TRADE)))
        .extracting(Bar::ticks)
        .containsExactly(2L);
  }

  @Test
  void aSweepFindsWhatAServiceThatDiedLeftUnbuilt() {
    Feed unbuilt = Feed.of(Fresh.tenant(), "X", "a");
    Feed outdated = Feed.of(Fresh.tenant(), "X", "a");
    Rollups dead = STORES.newRollups();
    dead.close();
    ClickHouseTickStore ticksOfTheDead = STORES.tickStore(dead);
    for (Feed feed : List.of(unbuilt, outdated)) {
      Tick tick = feed.trade(NOON, 0, "1", "2", RECEIVED);
      ticksOfTheDead.append(List.of(Feed.batch(feed.tenant(), tick)), Fresh.deadline());
    }
    STORES.builder.build(outdated.tenant(), outdated.symbol(), List.of(HOUR));
    Tick late = outdated.trade(NOON.plusSeconds(1), 0, "1", "2", RECEIVED);
    ticksOfTheDead.append(List.of(Feed.batch(outdated.tenant(), late)), Fresh.deadline());
    assertThat(clean(unbuilt.tenant(), HOUR)).isFalse();
    assertThat(clean(outdated.tenant(), HOUR)).isFalse();

    rollups.beginSweeps();
    awaitClean(unbuilt.tenant(), HOUR);
    awaitClean(outdated.tenant(), HOUR);
  }

  @Test
  void aSweepLeavesAloneWhatIsUpToDateOrNotOver() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    long now = Instant.now().getEpochSecond() / 3_600;
    store(
        feed,
        feed.trade(NOON, 0, "1", "2", RECEIVED),
        feed.trade(Instant.ofEpochSecond(now * 3_600), 0, "1", "2", RECEIVED));
    awaitClean(feed.tenant(), HOUR);

    assertThat(STORES.builder.outOfDate(null, 0, now))
        .noneMatch(chunk -> chunk.tenant().equals(feed.tenant()));
  }

  /** A million hours to come, and half a million that are over. */
  @Test
  void aTenantThatWantsMoreThanCanWaitDoesNotSwitchOffTheRollupsOfOthers() {
    TenantId greedy = Fresh.tenant();
    rollups.wanted(
        greedy, new Symbol("X"), LongStream.range(HOUR + 100_000, HOUR + 1_100_000).boxed().toList());
    assertThat(rollups.waiting()).isZero();
    for (String symbol : List.of("X", "Y", "Z")) {
      rollups.wanted(greedy, new Symbol(symbol), LongStream.range(0, 400_000).boxed().toList());
    }
    assertThat(rollups.dropped()).isPositive();
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    store(feed, feed.quote(NOON, 0, "1", "2", RECEIVED));
    awaitClean(feed.tenant(), HOUR);
    assertThat(rollups.waiting()).as("hours of the other that still wait").isPositive();
  }

  @Test
  void minutesWithTicksAreTheSameFromTheRollup() {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    for (int hour = 0; hour < 4; hour++) {
      store(feed, feed.quote(NOON.plusSeconds(hour * 3_700L), 0, "1", "2", RECEIVED));
    }
    List<Long> expected =
        IntStream.range(0, 4)
            .mapToObj(hour -> NOON.plusSeconds(hour * 3_700L).getEpochSecond() / 60)
            .toList();
    assertThat(minutes(feed)).isEqualTo(expected);
    for (int hour = 0; hour < 4; hour++) {
      awaitClean(feed.tenant(), HOUR + hour);
    }
    assertThat(minutes(feed)).isEqualTo(expected);
  }

  private List<Long> minutes(Feed feed) {
    List<Long> minutes = new ArrayList<>();
    bars.minutesWithTicks(
        Viewer.of(feed.tenant()), feed.symbol(), null, DAYS, minutes::add, Fresh.deadline());
    return minutes;
  }

  /** Late ticks, corrections and repetitions by several producers, compared at random moments. */
  @Test
  void barsEqualThoseOfTheTicksAtRandomMomentsUnderLoad() throws Exception {
    TenantId tenant = Fresh.tenant();
    ReadWriteLock pause = new ReentrantReadWriteLock(true);
    AtomicBoolean done = new AtomicBoolean();
    List<Future<?>> producers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      producers.add(threads.submit(() -> produce(tenant, number, pause, done)));
    }
    Random random = new Random(7);
    int notEmpty = 0;
    try {
      for (int check = 0; check < 30; check++) {
        Interval interval = new Interval(60L * (1 + random.nextInt(100)));
        BarQuery query = query(interval, Side.values()[random.nextInt(4)]);
        pause.writeLock().lock();
        try {
          List<Bar> found = read(tenant, query);
          assertThat(found).as("%s", query).isEqualTo(read(tenant, fromTicks(query)));
          notEmpty += found.isEmpty() ? 0 : 1;
        } finally {
          pause.writeLock().unlock();
        }
      }
    } finally {
      done.set(true);
    }
    for (Future<?> producer : producers) {
      producer.get(60, TimeUnit.SECONDS);
    }
    assertThat(notEmpty).isGreaterThan(10);
  }

  private void produce(TenantId tenant, int number, ReadWriteLock pause, AtomicBoolean done) {
    Random random = new Random(number);
    Feed feed = Feed.of(tenant, "X", "f" + number);
    long version = 0;
    while (!done.get()) {
      List<Tick> batch = new ArrayList<>();
      long begin = random.nextInt(48) * 3_600L;
      for (int i = 0; i < 50; i++) {
        Instant time = NOON.plusSeconds(begin + i * 60L);
        String price = Integer.toString(random.nextInt(1_000));
        Instant received = RECEIVED.plusNanos(version * 1_000);
        batch.add(
            number == 2
                ? feed.trade(time, 0, price, "1", received)
                : feed.quote(time, 0, price, price, "1", received));
      }
      version++;
      pause.readLock().lock();
      try {
        ticks.append(List.of(Feed.batch(tenant, batch)), Fresh.deadline());
      } finally {
        pause.readLock().unlock();
      }
    }
  }

  /** Each batch adds a tick to each of many hours, so at every instant all hours have equally many. */
  @Test
  void barsReadWhileTicksArriveAreThoseOfOneInstant() throws Exception {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    AtomicBoolean done = new AtomicBoolean();
    Future<?> producer =
        threads.submit(
            () -> {
              for (int round = 0; !done.get(); round++) {
                Instant begin = NOON.plusNanos(round);
                ticks.append(
                    List.of(
                        Feed.batch(
                            feed.tenant(),
                            IntStream.range(0, 24)
                                .mapToObj(
                                    hour ->
                                        feed.quote(
                                            begin.plusSeconds(hour * 3_600L), 0, "1", "2", RECEIVED))
                                .toList())),
                    Fresh.deadline());
                if (round % 5 == 0) {
                  STORES.builder.build(
                      feed.tenant(),
                      feed.symbol(),
                      IntStream.range(0, 12).mapToObj(hour -> HOUR + 2 * hour).toList());
                }
              }
            });
    try {
      for (int check = 0; check < 30; check++) {
        assertThat(
                read(feed.tenant(), query(Interval.HOUR, Side.BID)).stream()
                    .map(Bar::ticks)
                    .distinct())
            .hasSizeLessThanOrEqualTo(1);
      }
    } finally {
      done.set(true);
    }
    producer.get(60, TimeUnit.SECONDS);
  }
}
