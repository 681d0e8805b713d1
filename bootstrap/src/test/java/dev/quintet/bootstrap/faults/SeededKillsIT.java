package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.Program;
import dev.quintet.client.Bar;
import dev.quintet.client.BarQuery;
import dev.quintet.client.BarQuery.Side;
import dev.quintet.client.QuintetClient;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service and its engines die by kill -9 in the middle of ingest. */
final class SeededKillsIT {

  private static final int KILLS = Seed.LONG ? 20 : 4;
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

  private final Random random = Seed.random(SeededKillsIT.class, 20_261_122);
  private final List<Producer> producers = new ArrayList<>();

  private DataDirectory data() {
    return new DataDirectory(place.resolve("data"));
  }

  private void up() {
    Program.Outcome up =
        Program.start(
                place,
                // A rehearsal beside the test would only take its time.
                Map.of("QUINTET_JVM_OPTIONS", "-Dquintet.rehearse=false"),
                "up", "--detach", "--data", data().path().toString(), "--http", "0", "--grpc", "0")
            .outcome();
    assertThat(up.exitCode()).as(up.output()).isZero();
  }

  @AfterEach
  void endWhatIsLeft() {
    producers.forEach(Producer::stop);
    Program.run(place, "down", "--data", data().path().toString());
  }

  @Test
  void afterKillsAtRandomPointsEveryAcknowledgedTickIsThereAndBilledOnce() throws Exception {
    up();
    String key = newTenant("disturbed");
    Stores stores = new Stores(data());
    Checker checker = new Checker(stores, "disturbed");
    try (Line line = new Line(data())) {
      for (String symbol : List.of("EURUSD", "GBPUSD", "NZDUSD", "XAUUSD")) {
        producers.add(new Producer(symbol, line, key, random.nextLong()));
      }
      killWhileTheyProduce(checker);
      checker.nothingIsHalfThere(producers);
      producers.forEach(Producer::finish);
      checker.everythingIsThereOnce(producers);
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
          awaitAcknowledged(2 + random.nextInt(12), running);
          long from = System.nanoTime();
          kill(victim);
          awaitAcknowledged(1, running);
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
        ProcessHandle service = data().running().orElseThrow();
        service.destroyForcibly();
        Awaitility.await().atMost(RECOVERY).until(() -> !service.isAlive());
        up();
      }
      case POSTGRESQL -> Engine.POSTGRESQL.kill(data());
      case CLICKHOUSE -> Engine.CLICKHOUSE.kill(data());
      case REDIS -> Engine.REDIS.kill(data());
    }
  }

  /** So many more batches of every producer. */
  private void awaitAcknowledged(int more, List<Future<?>> running) {
    List<Integer> before = producers.stream().map(it -> it.acknowledged().size()).toList();
    Awaitility.await()
        .atMost(RECOVERY)
        .pollInterval(Duration.ofMillis(1 + random.nextInt(20)))
        .until(
            () -> {
              for (int i = 0; i < running.size(); i++) {
                if (running.get(i).isDone()) {
                  running.get(i).get(); // it failed
                }
                if (producers.get(i).acknowledged().size() < before.get(i) + more) {
                  return false;
                }
              }
              return true;
            });
  }

  private void assertBarsAreThoseOfAnUndisturbedRun(Line line, String key) {
    String quietKey = newTenant("quiet");
    for (Producer producer : producers) {
      for (Quotes batch : producer.acknowledged()) {
        assertThat(
                Ingest.send(
                    Ingest.as(quietKey, line.channel()), batch.request(), Duration.ofSeconds(10)))
            .isInstanceOf(Ingest.Outcome.Stored.class);
      }
    }
    new Checker(new Stores(data()), "quiet").everythingIsThereOnce(producers);
    try (QuintetClient disturbed = client(key);
        QuintetClient quiet = client(quietKey)) {
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

  private QuintetClient client(String key) {
    return QuintetClient.builder()
        .endpoint("127.0.0.1", (int) data().port("grpc").orElseThrow())
        .key(key)
        .build();
  }

  /** Makes a tenant and returns a key that reads and writes its data. */
  private String newTenant(String tenant) {
    String admin;
    try (QuintetClient operator = client(data().credential("operator").orElseThrow())) {
      admin = operator.createTenant(tenant, tenant, "enterprise").adminKey().orElseThrow();
    }
    try (QuintetClient client = client(admin)) {
      return client.issueKey(tenant, "service", "service").credential();
    }
  }
}
