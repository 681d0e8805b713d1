package dev.quintet.benchmarks;

import dev.quintet.client.Bar;
import dev.quintet.client.BarQuery;
import dev.quintet.client.QuintetClient;
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
final class Bars {

  private static final int ROWS = 10_000_000;
  private static final int ROUNDS = 5;
  private static final int DAY_CALLS = 200;
  private static final int HOUR_CALLS = 100;
  private static final int RAW_CALLS = 2;
  private static final String SYMBOL = "EURUSD";
  private static final Instant DAY = Instant.parse("2014-05-08T00:00:00Z");
  private static final Duration REPLAY = Duration.ofDays(14);

  private static final String BEST =
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
      ORDER BY start"""
          .formatted(
              SYMBOL,
              DAY.getEpochSecond(),
              DAY.getEpochSecond() + 86_400,
              DAY.getEpochSecond() / 3_600,
              DAY.getEpochSecond() / 3_600 + 24);

  private Bars() {}

  static Samples run(Run run) throws Exception {
    RecordedTicks recorded = RecordedTicks.of(run, SYMBOL);
    int rows = run.rows().orElse(ROWS);
    Instant end = DAY.plus(REPLAY.multipliedBy(rows / recorded.rows() + 1L));
    BarQuery day = query("1m", DAY, DAY.plus(Duration.ofDays(1)));
    BarQuery hours = query("1h", DAY.minus(REPLAY), end);
    try (Quintet quintet = run.startQuintet();
        QuintetClient client = quintet.client();
        BareClickHouse engine = quintet.stores().clickHouse()) {
      Ingest.all(client, Replay.round(List.of(recorded), 0, rows), "bars");
      engine.rest();
      checkSame(client.bars(day), engine);
      Rounds rounds =
          new Rounds(run, 1, ROUNDS)
              .side("a day at 1m, Quintet", round -> median(DAY_CALLS, () -> client.bars(day)))
              .side("a day at 1m, best SQL", round -> median(DAY_CALLS, () -> engine.drain(BEST)))
              .side("all at 1h", round -> median(HOUR_CALLS, () -> client.bars(hours)))
              .side("all at 1h, raw ticks", round -> median(RAW_CALLS, () -> client.bars(raw(hours))))
              .measure();
      rounds.print("p50 %5.1f ms (%s)", millis -> millis);
      Samples faster = rounds.ratio("all at 1h, raw ticks", "all at 1h");
      run.print(
          "%d ticks at 1h: goal <50 ms; %.0f times as fast as from raw ticks (%s), goal >=10",
          rows, faster.median(), faster.spread());
      return rounds.ratio("a day at 1m, Quintet", "a day at 1m, best SQL");
    }
  }

  private static double median(int calls, Latency.Call call) throws Exception {
    return Latency.millis(calls, call).median();
  }

  private static BarQuery query(String interval, Instant from, Instant to) {
    return BarQuery.of(SYMBOL, interval, BarQuery.Side.BID, from, to);
  }

  private static BarQuery raw(BarQuery query) {
    return query.asKnownAt(Instant.now());
  }

  /** Both must have answered the same question. */
  private static void checkSame(List<Bar> bars, BareClickHouse engine) throws Exception {
    List<String> expected = engine.execute(BEST).lines().toList();
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
}
