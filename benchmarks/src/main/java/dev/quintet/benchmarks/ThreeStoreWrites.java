package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import dev.quintet.client.TradeReport;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;

/**
 * A fill over gRPC, awaited until PostgreSQL, ClickHouse and Dragonfly have it. Beside it what a program does
 * that writes to the three by itself, one after the other, and remembers that it did: {@link BareTrades}, an
 * insert of the same row into ClickHouse by its client, and of what the fill closed, a SET of the position by
 * Lettuce, and a commit that notes the end. One caller, 300 fills a turn ({@code --rows}); before the first
 * round two rounds do not count. Ratio: p50 to p50.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run three-store-write</pre>
 */
final class ThreeStoreWrites {

  private static final int ROUNDS = 7;
  private static final int WARM_UP = 2;
  private static final int FILLS = 300;
  private static final int ENTRY_BYTES = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> STORES = List.of("postgresql", "clickhouse", "dragonflydb");

  private static final String INSERT_FILL =
      """
      INSERT INTO quintet.fills
        (tenant_id, account_id, trade_id, user_id, sequence, symbol, side, quantity, price, currency,
         commission, swap, funding, executed_at, position, strategy, agents, decision_id, order_id,
         execution_id, recorded_at)
      VALUES ('demo', 'bare', 't-%1$d', 'ann', %1$d, 'DAX', 'buy', 1, 100, 'EUR', 0, 0, 0, now64(6), '',
              'trend', [], '', '', '', now64(6))""";

  private static final String INSERT_TRADE =
      """
      INSERT INTO quintet.trades
      VALUES ('demo', 'bare', 'ann', now64(6), 't-%1$d', %1$d, 'DAX', '', %1$d, 'EUR', now64(6), 1, 1, 0, 0,
              0, ['trend'], [[]], [now64(6)], [1], [1], [0], [0], [0], 0, 0, 0, [[]])""";

  private ThreeStoreWrites() {}

  static Samples run(Run run) throws Exception {
    int fills = run.rows().orElse(FILLS);
    try (Quintet quintet = run.startQuintet();
        QuintetClient client = quintet.client();
        BarePostgres postgres = quintet.stores().postgres(1);
        BareClickHouse clickHouse = quintet.stores().clickHouse();
        RedisClient redis = RedisClient.create(LastQuotes.uri(quintet))) {
      TradeWrites.openAccounts(quintet, "own", "bare");
      RedisCommands<String, String> cache = redis.connect().sync();
      BareTrades trades = new BareTrades(postgres, "bare", "benchmark");
      String payload = TradeWrites.payload(TradeWrites.fill("bare", 1));
      int[] own = new int[1];
      int[] bare = new int[1];
      Rounds rounds =
          new Rounds(run, WARM_UP, ROUNDS)
              .side("Quintet", round -> median(fills, () -> record(client, ++own[0])))
              .side(
                  "direct",
                  round ->
                      median(
                          fills,
                          () -> {
                            int number = ++bare[0];
                            trades.record(payload);
                            String unused =
                                clickHouse.execute(INSERT_FILL.formatted(number));
                            if (number % 2 == 0) {
                              unused = clickHouse.execute(INSERT_TRADE.formatted(number));
                            }
                            unused = cache.set("bench-" + number, "x".repeat(ENTRY_BYTES));
                            trades.settle();
                          }))
              .measure();
      rounds.print("p50 %6.1f ms (%s)", millis -> millis);
      return rounds.ratio("Quintet", "direct");
    }
  }

  private static double median(int calls, Latency.Call call) throws Exception {
    return Latency.millis(calls, call).median();
  }

  private static void record(QuintetClient client, int number) {
    TradeReport report =
        client.trades().record(List.of(TradeWrites.sent("own", number)), STORES, PATIENCE);
    boolean settled =
        report.receipts().getFirst().legs().stream()
            .allMatch(leg -> leg.state().equals("committed"));
    if (!settled) {
      throw new IllegalStateException("not in three stores: " + report);
    }
  }
}
