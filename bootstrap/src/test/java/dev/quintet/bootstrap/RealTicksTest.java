package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.RealTicks.ExpectedBar;
import dev.quintet.bootstrap.RealTicks.Quote;
import dev.quintet.bootstrap.RealTicks.Series;
import dev.quintet.bootstrap.faults.FaultProxy;
import dev.quintet.client.Bar;
import dev.quintet.client.BarQuery;
import dev.quintet.client.IngestReport;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.TickBatch;
import dev.quintet.client.TickWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Ten days of real quotes, however they arrive, give the bars that their files define: every field
 * of every bar of 1 s, 1 m, 1 h and 1 d, bid and ask.
 */
final class RealTicksTest {

  /** Lines of the files, the last of each too, which has no line end. */
  private static final long EXPECTED_TICKS = 609_233 + 321_716 + 219_809;

  private static final int ROWS = 50_000;
  private static final int SCALE = 8;

  private static final Map<String, Long> INTERVALS =
      Map.of("1s", 1L, "1m", 60L, "1h", 3_600L, "1d", 86_400L);
  private static final Map<BarQuery.Side, Function<Quote, BigDecimal>> SIDES =
      Map.of(BarQuery.Side.BID, Quote::bid, BarQuery.Side.ASK, Quote::ask);

  /** What the bars must be. */
  private record Question(Series series, String interval, BarQuery.Side side) {}

  private static List<Series> all = List.of();
  private static Map<Question, TreeMap<Long, ExpectedBar>> expected = Map.of();

  @BeforeAll
  static void readFiles() {
    all = RealTicks.all();
    assertThat(all.stream().mapToLong(series -> series.quotes().size()).sum())
        .isEqualTo(EXPECTED_TICKS);
    expected = new HashMap<>();
    for (Series series : all) {
      INTERVALS.forEach(
          (interval, seconds) ->
              SIDES.forEach(
                  (side, price) ->
                      expected.put(
                          new Question(series, interval, side),
                          RealTicks.bars(series.quotes(), seconds, price))));
    }
  }

  @Test
  void inOrder() {
    String key = RunningService.get().newTenant("in_order");
    IngestReport report = write(RunningService.get().grpcPort(), key, batches(null, ROWS));
    assertThat(report.accepted()).isEqualTo(EXPECTED_TICKS);
    assertThat(report.duplicate() + report.repeated()).isZero();
    assertBars(key);
  }

  @Test
  void shuffled() {
    String key = RunningService.get().newTenant("shuffled");
    long seed = System.nanoTime();
    System.out.println("shuffled with seed " + seed);
    IngestReport report = write(RunningService.get().grpcPort(), key, batches(new Random(seed), ROWS));
    assertThat(report.accepted()).isEqualTo(EXPECTED_TICKS);
    assertBars(key);
  }

  @Test
  void everyBatchTwiceAndAtOnce() throws InterruptedException, ExecutionException {
    String key = RunningService.get().newTenant("repeated");
    int port = RunningService.get().grpcPort();
    List<TickBatch> batches = batches(null, ROWS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<IngestReport> one = threads.submit(() -> write(port, key, batches));
      Future<IngestReport> other = threads.submit(() -> write(port, key, batches));
      assertThat(one.get().accepted()).isEqualTo(EXPECTED_TICKS);
      assertThat(other.get().accepted()).isEqualTo(EXPECTED_TICKS);
      assertThat(one.get().repeated() + other.get().repeated()).isEqualTo(EXPECTED_TICKS);
    }
    assertBars(key);
  }

  @Test
  void interruptedAndSentAgain() throws IOException {
    String key = RunningService.get().newTenant("interrupted");
    long seed = System.nanoTime();
    System.out.println("interrupted with seed " + seed);
    try (FaultProxy proxy = new FaultProxy(RunningService.get()::grpcPort)) {
      proxy.cutAfter(2 << 20, new Random(seed));
      IngestReport report = write(proxy.port(), key, batches(null, ROWS / 5));
      assertThat(report.accepted()).isEqualTo(EXPECTED_TICKS);
      assertThat(proxy.cuts()).isGreaterThan(2);
    }
    assertBars(key);
  }

  private static IngestReport write(int port, String key, List<TickBatch> batches) {
    try (QuintetClient client = RunningService.client(port, key);
        TickWriter writer = client.tickWriter()) {
      batches.forEach(writer::write);
      IngestReport report = writer.flush();
      assertThat(report.refused()).isEmpty();
      assertThat(report.rejected()).isZero();
      return report;
    }
  }

  /** One row to be sent. */
  private record Row(String symbol, Quote quote, int sequence) {}

  /** The batches of each feed, its symbols behind each other, or all its rows shuffled. */
  private static List<TickBatch> batches(@Nullable Random shuffle, int size) {
    Map<String, List<Row>> byFeed = new TreeMap<>();
    for (Series series : all) {
      List<Row> rows = byFeed.computeIfAbsent(series.feed(), feed -> new ArrayList<>());
      long last = Long.MIN_VALUE;
      int sequence = 0;
      for (Quote quote : series.quotes()) {
        sequence = quote.nanos() == last ? sequence + 1 : 0;
        last = quote.nanos();
        rows.add(new Row(series.symbol(), quote, sequence));
      }
    }
    List<TickBatch> batches = new ArrayList<>();
    byFeed.forEach(
        (feed, rows) -> {
          if (shuffle != null) {
            Collections.shuffle(rows, shuffle);
          }
          for (int from = 0; from < rows.size(); from += size) {
            List<Row> part = rows.subList(from, Math.min(from + size, rows.size()));
            batches.add(batch(feed, part, feed + "-" + from));
          }
        });
    if (shuffle != null) {
      Collections.shuffle(batches, shuffle);
    }
    return batches;
  }

  private static TickBatch batch(String feed, List<Row> rows, String id) {
    TickBatch.Builder batch = TickBatch.quotes(feed, SCALE, SCALE);
    for (Row row : rows) {
      batch.addQuote(
          row.symbol(),
          row.quote().nanos(),
          row.sequence(),
          row.quote().bid().movePointRight(SCALE).longValueExact(),
          row.quote().ask().movePointRight(SCALE).longValueExact(),
          0);
    }
    return batch.build(id);
  }

  private static void assertBars(String key) {
    try (QuintetClient client = RunningService.client(RunningService.get().grpcPort(), key)) {
      expected.forEach((question, bars) -> assertBars(client, question, bars));
    }
  }

  private static void assertBars(
      QuintetClient client, Question question, TreeMap<Long, ExpectedBar> bars) {
    Series series = question.series();
    BarQuery query =
        BarQuery.of(
                series.symbol(),
                question.interval(),
                question.side(),
                Instant.parse("2014-04-30T00:00:00Z"),
                Instant.parse("2014-05-12T00:00:00Z"))
            .fromSource(series.feed());
    Iterator<Map.Entry<Long, ExpectedBar>> wanted = bars.entrySet().iterator();
    String about = series.symbol() + " " + question.interval() + " " + question.side();
    client.bars(
        query,
        bar -> {
          assertThat(wanted).as("%s has the bar %s too many", about, bar).hasNext();
          Map.Entry<Long, ExpectedBar> next = wanted.next();
          if (!same(next.getKey(), next.getValue(), bar)) {
            throw new AssertionError(
                "%s: expected %s %s but was %s"
                    .formatted(
                        about, Instant.ofEpochSecond(next.getKey()), next.getValue(), bar));
          }
        });
    assertThat(wanted).as("bars of %s that are missing", about).isExhausted();
  }

  private static boolean same(long start, ExpectedBar wanted, Bar bar) {
    Bar.Prices prices = bar.prices();
    return bar.start().equals(Instant.ofEpochSecond(start))
        && prices != null
        && prices.open().compareTo(wanted.open()) == 0
        && prices.high().compareTo(wanted.high()) == 0
        && prices.low().compareTo(wanted.low()) == 0
        && prices.close().compareTo(wanted.close()) == 0
        && bar.ticks() == wanted.ticks()
        && bar.volume().signum() == 0
        && !bar.building()
        && !bar.filled()
        && bar.technicalIndicators().isEmpty();
  }
}
