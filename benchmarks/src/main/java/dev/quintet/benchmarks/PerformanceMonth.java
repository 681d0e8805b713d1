package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import dev.quintet.client.Trades;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A month of an account by day over gRPC, where its tenant has 10 million fills ({@code --rows}) of 100
 * accounts in a year, half of which closed something. Beside it the same sums of the table itself, sent
 * by the engine's own client as a user for whom no policy holds. One caller, 50 calls a turn, after 500
 * that do not count. Ratio: p50 to p50. Printed beside: the same sums of the view, of which the engine's
 * planner alone takes longer, p99 of the service, and the month of all accounts.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run performance-month</pre>
 */
final class PerformanceMonth {

  private static final int FILLS = 10_000_000;
  private static final int BLOCK = 500_000;
  private static final int ACCOUNTS = 100;
  private static final int DAYS = 30;
  private static final int CALLS = 50;
  private static final int WARM_UP = 500;
  private static final int ROUNDS = 7;
  private static final String ACCOUNT = "a-7";
  private static final Instant FROM = Instant.parse("2025-06-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2025-07-01T00:00:00Z");

  private static final String INSERT =
      """
      INSERT INTO quintet.trades
      SELECT 'demo', 'a-' || toString(number %% %2$d), 'ann',
             toDateTime64('2025-01-01 00:00:00', 6, 'UTC')
               + toIntervalMicrosecond(number * intDiv(31536000000000, %1$d)) AS closed_at,
             't-' || toString(number), number + 1, 'DAX', '', number, 'EUR',
             closed_at - toIntervalSecond(1 + number %% 7200) AS opened_at,
             toDecimal128(1, 8) AS quantity,
             toDecimal128(toInt64(number * 7919 %% 20011) - 9900, 4) AS gross,
             toDecimal128(0.5, 4), toDecimal128(0, 4), toDecimal128(0, 4),
             ['trend'], [['scout']], [opened_at], [quantity], [gross], [toDecimal128(0.5, 4)],
             [toDecimal128(0, 4)], [toDecimal128(0, 4)], 0, 1, toDecimal64(0.5, 8),
             [[toDecimal64(0.5, 8)]]
      FROM numbers(%3$d, %4$d)""";

  /** The same sums, of the table itself. */
  private static final String DIRECT =
      """
      SELECT currency, key, count(), sum(quantity), sum(gross), sum(commission), sum(swap),
             sum(funding), countIf(net > 0), countIf(net < 0), sumIf(net, net > 0),
             sumIf(net, net < 0), max(fall), sum(toInt128(closed - opened)), sum(confidences),
             sum(confidence_sum),
             intervalLengthSum(opened, closed), min(opened), max(closed),
             uniqExact(intDiv(closed, 86400000000)),
             arraySum(x -> toDecimal256(x, 4) * toDecimal256(x, 4),
                      (sumMap([intDiv(closed, 86400000000)], [net]) AS profits).2),
             arraySum(x -> toDecimal256(x, 4) * toDecimal256(x, 4),
                      arrayFilter(x -> x < 0, profits.2))
      FROM (
        SELECT *, greatest(toDecimal128(0, 4), max(sum) OVER course) - sum AS fall
        FROM (
          SELECT *, gross - commission + swap + funding AS net, sum(net) OVER course AS sum,
                 toUnixTimestamp64Micro(opened_at) AS opened,
                 toUnixTimestamp64Micro(closed_at) AS closed
          FROM (
            SELECT toString(toDate(closed_at, 'UTC')) AS key, currency, account_id, symbol, position,
                   number, closed_at, opened_at, quantity, gross, commission, swap, funding,
                   confidences, confidence_sum
            FROM quintet.trades FINAL
            WHERE tenant_id = 'demo' AND generation = 0 AND notEmpty(part_openings)
              AND account_id = 'a-7'
              AND closed_at >= '2025-06-01' AND closed_at < '2025-07-01'
          )
          WINDOW course AS (PARTITION BY key, currency
                            ORDER BY closed_at, account_id, symbol, position, number
                            ROWS UNBOUNDED PRECEDING)
        )
        WINDOW course AS (PARTITION BY key, currency
                          ORDER BY closed_at, account_id, symbol, position, number
                          ROWS UNBOUNDED PRECEDING)
      )
      GROUP BY key, currency
      ORDER BY key, currency""";

  /** Of the view, by the header of its policies. */
  private static final String DIRECT_OF_VIEW =
      DIRECT
          .replace("quintet.trades FINAL", "quintet_views.trades")
          .replace(" AND generation = 0", "");

  private PerformanceMonth() {}

  static Samples run(Run run) throws Exception {
    int trades = run.rows().orElse(FILLS) / 2;
    try (Quintet quintet = run.startQuintet();
        QuintetClient client = quintet.client();
        BareClickHouse engine = quintet.stores().clickHouse()) {
      TradeWrites.openAccounts(quintet, ACCOUNT);
      double seconds = Latency.seconds(() -> fill(engine, trades));
      run.print("%,d trades inserted in %.0f s", trades, seconds);
      engine.rest();
      double unused = Latency.millis(WARM_UP, () -> read(client, ACCOUNT)).median();
      Rounds rounds =
          new Rounds(run, 2, ROUNDS)
              .side("Quintet", round -> Latency.millis(CALLS, () -> read(client, ACCOUNT)).median())
              .side("direct", round -> Latency.millis(CALLS, () -> engine.drain(DIRECT)).median())
              .side(
                  "direct, of the view",
                  round -> Latency.millis(CALLS, () -> engine.drain(DIRECT_OF_VIEW, "demo")).median())
              .side("Quintet, p99", round -> Latency.millis(CALLS, () -> read(client, ACCOUNT)).quantile(0.99))
              .side("all accounts", round -> Latency.millis(3, () -> read(client, null)).median())
              .measure();
      rounds.print("%8.1f ms (%s)", millis -> millis);
      return rounds.ratio("Quintet", "direct");
    }
  }

  private static void fill(BareClickHouse engine, int trades) throws Exception {
    for (int done = 0; done < trades; done += BLOCK) {
      String unused =
          engine.execute(
              INSERT.formatted(trades, ACCOUNTS, done, Math.min(BLOCK, trades - done)));
    }
  }

  private static void read(QuintetClient client, @Nullable String account) {
    Trades.Filter filter = new Trades.Filter(account, null, null, FROM, TO);
    if (client.trades().performance(filter, "day").size() != DAYS) {
      throw new IllegalStateException("not a month");
    }
  }
}
