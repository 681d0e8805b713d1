package dev.quintet.adapters.out.clickhouse.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.clickhouse.ClickHouseSchema;
import dev.quintet.adapters.out.clickhouse.kernel.OwnEngine;
import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.engines.ClickHouseEngine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed at random moments while ticks are stored and rollups built. */
final class ClickHouseDurabilityTest {

  private static final Instant NOON = Instant.parse("2025-03-05T12:00:00Z");
  private static final TimeRange ALWAYS = new TimeRange(EventTime.MIN, EventTime.END);
  private static final int HOURS = 10;

  private final Feed feed = Feed.of(Fresh.tenant(), "X", "a");
  private final Random random = new Random(11);
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();

  @Test
  void whatWasAcknowledgedIsThereAndBarsEqualTheTicksAfterEachKill(@TempDir Path directory)
      throws Exception {
    for (int kill = 0; kill < 4; kill++) {
      ClickHouseEngine engine = OwnEngine.start(directory, ClickHouseSchema.usersXml());
      try (TestClickHouse clickHouse = new TestClickHouse(engine)) {
      TestStores stores = new TestStores(clickHouse);
        clickHouse.store.migrate(Fresh.deadline());
        assertBarsEqualTicks(stores);
        assertThat(stored(stores)).containsAll(acknowledged);
        long base = kill * 1_000_000L;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
          Future<?> producer = threads.submit(() -> produce(stores, base));
          Future<?> builder = threads.submit(() -> build(stores));
          int before = acknowledged.size();
          Awaitility.await().until(() -> acknowledged.size() > before + random.nextInt(20));
          engine.kill();
          producer.get(60, TimeUnit.SECONDS);
          builder.get(60, TimeUnit.SECONDS);
        } finally {
          engine.kill();
        }
      }
    }
    ClickHouseEngine engine = OwnEngine.start(directory, ClickHouseSchema.usersXml());
    try (TestClickHouse clickHouse = new TestClickHouse(engine)) {
      TestStores stores = new TestStores(clickHouse);
      assertBarsEqualTicks(stores);
      assertThat(stored(stores)).containsAll(acknowledged);
      assertThat(acknowledged).isNotEmpty();
    } finally {
      engine.kill();
    }
  }

  /** Batches over all hours until the server is gone; remembers what was acknowledged. */
  private void produce(TestStores clickHouse, long base) {
    ClickHouseTickStore ticks = clickHouse.tickStore(clickHouse.rollups);
    try {
      for (int round = 0; ; round++) {
        long nanos = base + round;
        List<Tick> batch =
            IntStream.range(0, HOURS)
                .mapToObj(
                    hour ->
                        feed.quote(
                            NOON.plusSeconds(hour * 3_600L).plusNanos(nanos), 0, "1", "2", NOON))
                .toList();
        ticks.append(List.of(Feed.batch(feed.tenant(), batch)), Fresh.deadline());
        acknowledged.add(nanos);
      }
    } catch (ProblemException e) {
      assertThat(clickHouse).isNotNull(); // The server is gone: what was under way is unknown.
    }
  }

  private void build(TestStores clickHouse) {
    List<Long> hours =
        IntStream.range(0, HOURS)
            .mapToObj(hour -> EventTime.nanos(NOON) / Period.HOUR + hour)
            .toList();
    try {
      while (true) {
        clickHouse.builder.build(feed.tenant(), feed.symbol(), hours);
      }
    } catch (ProblemException e) {
      assertThat(clickHouse).isNotNull(); // As above.
    }
  }

  private void assertBarsEqualTicks(TestStores clickHouse) {
    List<Bar> bars = bars(clickHouse, null);
    assertThat(bars).isEqualTo(bars(clickHouse, EventTime.END));
    // A batch has a tick in every hour and is stored whole.
    assertThat(bars.stream().map(Bar::ticks).distinct()).hasSizeLessThanOrEqualTo(1);
  }

  private List<Bar> bars(TestStores clickHouse, @Nullable Instant knownAt) {
    List<Bar> bars = new ArrayList<>();
    clickHouse
        .barStore(clickHouse.rollups)
        .read(
            Viewer.of(feed.tenant()),
            new BarQuery(feed.symbol(), null, Interval.HOUR, Side.MID, ALWAYS, knownAt),
            bars::add,
            Fresh.deadline());
    return bars;
  }

  /** The ticks of the first hour, by their offset. */
  private Set<Long> stored(TestStores clickHouse) {
    Set<Long> stored = new HashSet<>();
    long noon = EventTime.nanos(NOON);
    clickHouse
        .tickStore(clickHouse.rollups)
        .read(
            Viewer.of(feed.tenant()),
            new TickQuery(
                feed.symbol(), null, new TimeRange(NOON, NOON.plusSeconds(3_600)), null, null),
            rows -> {
              for (int row = 0; row < rows.rows(); row++) {
                stored.add(rows.eventTimes()[row] - noon);
              }
            },
            Fresh.deadline());
    return stored;
  }
}
