package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.client.Bar;
import dev.quintet.client.BarQuery.Side;
import dev.quintet.client.BarQuery;
import dev.quintet.client.QuintetClient;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service and its engines die by kill -9 in the middle of ingest. */
final class SeededKillsIT {

  private static final int KILLS = Seed.LONG ? 25 : 4;
  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final Instant FROM = Instant.parse("2024-01-15T00:00:00Z");
  private static final Instant TO = Instant.parse("2024-02-15T00:00:00Z");

  /** Who can die. */
  private enum Victim {
    SERVICE,
    POSTGRESQL,
    CLICKHOUSE,
    REDIS
  }

  @TempDir private Path place = Path.of("");

  private LaunchedService service = new LaunchedService(place);
  private final Random random = Seed.random(SeededKillsIT.class, 20_261_122);
  private final List<Producer> producers = new ArrayList<>();

  @BeforeEach
  void up() {
    service = new LaunchedService(place.resolve("data"));
    service.up();
  }

  @AfterEach
  void endWhatIsLeft() {
    producers.forEach(Producer::stop);
    service.down();
  }

  @Test
  void afterKillsAtRandomPointsEveryAcknowledgedTickIsThereAndBilledOnce() throws Exception {
    String key = service.newTenant("disturbed");
    Stores stores = new Stores(service.data());
    Checker checker = new Checker(stores, "disturbed");
    try (Line line = new Line(service.data())) {
      for (String symbol : List.of("EURUSD", "GBPUSD", "NZDUSD", "XAUUSD")) {
        producers.add(new Producer(symbol, line, key, random.nextLong()));
      }
      killWhileTheyProduce(checker);
      checker.nothingIsHalfThere(producers);
      producers.forEach(Producer::finish);
      checker.everythingIsThereOnce(producers);
      checker.nothingIsLeftOver();
      assertBarsAreThoseOfAnUndisturbedRun(line, key);
      report();
    }
  }

  private void killWhileTheyProduce(Checker checker) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      producers.forEach(producer -> running.add(threads.submit(producer)));
      try {
        for (Victim victim : victims()) {
          Producer.awaitMore(2 + random.nextInt(12), producers, running);
          long from = System.nanoTime();
          kill(victim);
          Producer.awaitMore(1, producers, running);
          System.out.printf(
              "killed %s; every producer was answered again after %d ms%n",
              victim, Duration.ofNanos(System.nanoTime() - from).toMillis());
          checker.nothingAcknowledgedIsMissing(producers);
        }
      } finally {
        producers.forEach(Producer::stop); // or the threads would never end
      }
    }
    for (Future<?> producer : running) {
      producer.get();
    }
  }

  /** Each as often as the others, in any order. */
  private List<Victim> victims() {
    List<Victim> victims = new ArrayList<>();
    while (victims.size() < KILLS) {
      victims.addAll(List.of(Victim.values()));
    }
    Collections.shuffle(victims, random);
    return victims.subList(0, KILLS);
  }

  private void kill(Victim victim) {
    switch (victim) {
      case SERVICE -> {
        ProcessHandle process = service.data().running().orElseThrow();
        process.destroyForcibly();
        Awaitility.await().atMost(RECOVERY).until(() -> !process.isAlive());
        service.up();
      }
      case POSTGRESQL -> Engine.POSTGRESQL.kill(service.data());
      case CLICKHOUSE -> Engine.CLICKHOUSE.kill(service.data());
      case REDIS -> Engine.REDIS.kill(service.data());
    }
  }

  private void assertBarsAreThoseOfAnUndisturbedRun(Line line, String key) {
    String quietKey = service.newTenant("quiet");
    for (Producer producer : producers) {
      for (Quotes batch : producer.acknowledged()) {
        assertThat(
                Ingest.send(
                    Ingest.as(quietKey, line.channel()), batch.request(), Duration.ofSeconds(10)))
            .isInstanceOf(Ingest.Outcome.Stored.class);
      }
    }
    new Checker(new Stores(service.data()), "quiet").everythingIsThereOnce(producers);
    try (QuintetClient disturbed = service.client(key);
        QuintetClient quiet = service.client(quietKey)) {
      for (Producer producer : producers) {
        for (String interval : List.of("1m", "1h")) {
          BarQuery query = BarQuery.of(producer.symbol, interval, Side.BID, FROM, TO);
          List<Bar> bars = disturbed.bars(query);
          assertThat(bars).isNotEmpty().isEqualTo(quiet.bars(query));
          if (interval.equals("1m")) {
            assertThat(bars).map(SeededKillsIT::cells).isEqualTo(byDefinition(producer));
          }
        }
      }
    }
  }

  private static String cells(Bar bar) {
    Bar.Prices prices = bar.prices();
    assertThat(prices).isNotNull();
    return bar.start().getEpochSecond() + (prices == null ? "" :
        " " + units(prices.open()) + " " + units(prices.high()) + " " + units(prices.low())
        + " " + units(prices.close())) + " " + bar.ticks();
  }

  private static long units(BigDecimal price) {
    return price.movePointRight(Quotes.SCALE).longValueExact();
  }

  /** Minute bars of the bid, straight from what was sent. */
  private static List<String> byDefinition(Producer producer) {
    TreeMap<Long, long[]> bars = new TreeMap<>();
    producer
        .expected()
        .forEach(
            (time, quote) -> {
              long bid = quote.bid();
              long[] bar =
                  bars.computeIfAbsent(
                      Math.floorDiv(time, 60_000_000_000L) * 60,
                      start -> new long[] {bid, bid, bid, bid, 0});
              bar[1] = Math.max(bar[1], bid);
              bar[2] = Math.min(bar[2], bid);
              bar[3] = bid;
              bar[4]++;
            });
    List<String> lines = new ArrayList<>();
    bars.forEach(
        (start, bar) ->
            lines.add("%d %d %d %d %d %d".formatted(start, bar[0], bar[1], bar[2], bar[3], bar[4])));
    return lines;
  }

  private void report() {
    System.out.printf(
        "%d kills, %d batches and %d ticks acknowledged, %d failures, %d batches left lying%n",
        KILLS,
        producers.stream().mapToInt(it -> it.acknowledged().size()).sum(),
        producers.stream().mapToInt(it -> it.expected().size()).sum(),
        producers.stream().mapToInt(Producer::failures).sum(),
        producers.stream().mapToInt(it -> it.abandoned().size()).sum());
  }
}
