package dev.quintet.benchmarks;

import com.clickhouse.data.ClickHouseFormat;
import dev.quintet.client.Bar;
import dev.quintet.client.BarQuery;
import dev.quintet.client.QuintetClient;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reading bars of {@code --rows} real EURUSD quotes (10,000,000 unless told otherwise: the six
 * recorded days again and again, each time two weeks later), ingested through Quintet.
 *
 * <ul>
 *   <li><em>A day at 1m</em>: {@code QuintetClient.bars} over gRPC beside client-v2 with the best
 *       statement that gives the same bars from the same tables: the rollup, and the check that it
 *       is up to date. It reads the tables themselves, without views and row policies, and the
 *       answer's bytes are not even looked at. Ratio: p50 to p50 of a round's calls.
 *   <li><em>Everything at 1h</em>: the same call, and the same bars made from the raw ticks by
 *       asking for them as known now, which no rollup may answer.
 * </ul>
 *
 * <p>One caller, one call at a time; before the first round one round does not count.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run bars</pre>
 */
final class Bars implements Scenario {

  private static final int ROWS = 10_000_000;
  private static final int ROUNDS = 5;
  private static final int DAY_CALLS = 200;
  private static final int HOUR_CALLS = 100;
  private static final int RAW_CALLS = 2;
  private static final String SYMBOL = "EURUSD";
  private static final Instant DAY = Instant.parse("2014-05-08T00:00:00Z");
  private static final Duration REPLAY = Duration.ofDays(14);

  private static final String BEST_SQL =
      """
      SELECT toUnixTimestamp(start), bid_open, bid_high, bid_low, bid_close, quotes, quote_volume
      FROM (
        SELECT start, bid_open, bid_high, bid_low, bid_close, quotes, quote_volume, chunk_rows,
          intDiv(toUnixTimestamp(start), 3600) AS hour
        FROM quintet.bars_1m FINAL
        WHERE tenant_id = 'demo' AND symbol = '%1$s'
          AND start >= toDateTime64(%2$d, 0, 'UTC') AND start < toDateTime64(%3$d, 0, 'UTC')
      ) AS built
      INNER JOIN (
        SELECT intDiv(toUnixTimestamp64Nano(event_time), 3600000000000) AS hour, count() AS rows
        FROM quintet.ticks
        WHERE tenant_id = 'demo' AND symbol = '%1$s' AND hour >= %4$d AND hour < %5$d
        GROUP BY hour
      ) AS counted
      USING (hour)
      WHERE chunk_rows = rows
      ORDER BY start""";

  @Override
  public String name() {
    return "bars";
  }

  @Override
  public String about() {
    return "p50 of a day at 1m to that of the best SQL over the same tables sent directly";
  }

  @Override
  public Goal goal() {
    return Goal.atMost(1.15);
  }

  @Override
  public Samples run(Run run) throws Exception {
    RecordedTicks recorded = RecordedTicks.of(RecordedTicks.in(run.ticks()), SYMBOL);
    int rows = run.rows().orElse(ROWS);
    int rounds = run.rounds().orElse(ROUNDS);
    Instant end = DAY.plus(REPLAY.multipliedBy(rows / recorded.rows() + 1L));
    BarQuery day = query("1m", DAY, DAY.plus(Duration.ofDays(1)));
    BarQuery hours = query("1h", DAY.minus(REPLAY), end);
    try (Quintet quintet = run.startQuintet();
        QuintetClient client = quintet.client();
        BareClickHouse engine = quintet.stores().clickHouse()) {
      Ingest.all(client, Replay.round(List.of(recorded), 0, rows), "bars");
      engine.rest();
      checkSame(client.bars(day), engine);
      double[][] millis =
          Rounds.run(
              1,
              rounds,
              List.of(
                  round -> Latency.millis(DAY_CALLS, () -> client.bars(day)).median(),
                  round -> Latency.millis(DAY_CALLS, () -> direct(engine)).median(),
                  round -> Latency.millis(HOUR_CALLS, () -> client.bars(hours)).median(),
                  round -> Latency.millis(RAW_CALLS, () -> client.bars(raw(hours))).median()));
      return report(run, rows, millis);
    }
  }

  private static BarQuery query(String interval, Instant from, Instant to) {
    return BarQuery.of(SYMBOL, interval, BarQuery.Side.BID, from, to);
  }

  private static BarQuery raw(BarQuery query) {
    return query.asKnownAt(Instant.now());
  }

  private static String bestSql() {
    long from = DAY.getEpochSecond();
    long to = from + Duration.ofDays(1).toSeconds();
    return BEST_SQL.formatted(SYMBOL, from, to, from / 3_600, to / 3_600);
  }

  private static void direct(BareClickHouse engine) throws Exception {
    engine.query(
        bestSql(),
        ClickHouseFormat.Native,
        answer -> answer.transferTo(OutputStream.nullOutputStream()));
  }

  /** Both must have answered the same question. */
  private static void checkSame(List<Bar> bars, BareClickHouse engine) throws Exception {
    List<String> expected = engine.execute(bestSql()).lines().toList();
    boolean same =
        !bars.isEmpty()
            && bars.size() == expected.size()
            && IntStream.range(0, bars.size())
                .allMatch(i -> same(bars.get(i), expected.get(i).split("\t", -1)));
    if (!same) {
      throw new IllegalStateException(
          "Quintet answers %d bars, the statement %d".formatted(bars.size(), expected.size()));
    }
  }

  private static boolean same(Bar bar, String[] cells) {
    Bar.Prices prices = bar.prices();
    return prices != null
        && bar.start().getEpochSecond() == Long.parseLong(cells[0])
        && prices.open().compareTo(new BigDecimal(cells[1])) == 0
        && prices.high().compareTo(new BigDecimal(cells[2])) == 0
        && prices.low().compareTo(new BigDecimal(cells[3])) == 0
        && prices.close().compareTo(new BigDecimal(cells[4])) == 0
        && bar.ticks() == Long.parseLong(cells[5]);
  }

  private static Samples report(Run run, int rows, double[][] millis) {
    Samples hour = new Samples(millis[2]);
    Samples raw = new Samples(millis[3]);
    Samples faster = Samples.ofRounds(millis[3], millis[2], (slow, fast) -> slow / fast);
    run.print("a day at 1m: Quintet p50 %.1f ms", new Samples(millis[0]).median());
    run.print("a day at 1m: best SQL p50 %.1f ms", new Samples(millis[1]).median());
    run.print(
        "%d ticks at 1h: p50 %.1f ms (%s), goal <50; from raw ticks %.0f ms",
        rows, hour.median(), hour.spread(), raw.median());
    run.print(
        "%d ticks at 1h: %.0f times as fast as from raw ticks (%s), goal >=10",
        rows, faster.median(), faster.spread());
    return Samples.ofRounds(millis[0], millis[1], (own, other) -> own / other);
  }
}
