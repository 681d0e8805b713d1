package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;

/**
 * The last quote of a symbol, answered from the cache over gRPC, beside the sum of what cannot be
 * had for less: the same client calling a server that does nothing, in a process of its own, and a
 * GET of as many bytes from the same Redis by Lettuce. One caller, one call at a time, 3,000 calls a
 * turn; before the first round three rounds do not count. Ratio: p50 of a round to the sum of the
 * other two p50 of that round.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run last-quote</pre>
 */
final class LastQuotes {

  private static final int ROUNDS = 7;
  private static final int WARM_UP = 3;
  private static final int CALLS = 3_000;
  private static final int ROWS = 10_000;
  private static final int ENTRY_BYTES = 120;
  private static final String SYMBOL = "EURUSD";

  private LastQuotes() {}

  static Samples run(Run run) throws Exception {
    RecordedTicks recorded = RecordedTicks.of(run, SYMBOL);
    int calls = run.rows().orElse(CALLS);
    try (Quintet quintet = run.startQuintet();
        QuintetClient client = quintet.client();
        ServerProcess echo = EchoServer.begin();
        QuintetClient echoClient = echo.client();
        RedisClient redis = RedisClient.create(uri(quintet))) {
      Ingest.all(client, Replay.round(List.of(recorded), 0, ROWS), "quotes");
      RedisCommands<String, String> bare = redis.connect().sync();
      bare.set("bench", "x".repeat(ENTRY_BYTES));
      int[] fromStore = new int[1];
      Rounds rounds =
          new Rounds(run, WARM_UP, ROUNDS)
              .side(
                  "Quintet",
                  round ->
                      median(
                          calls,
                          () -> fromStore[0] += client.lastQuote(SYMBOL).fromCache() ? 0 : 1))
              .side("echo", round -> median(calls, () -> echoClient.lastQuote(SYMBOL)))
              .side("GET", round -> median(calls, () -> bare.get("bench")))
              .measure();
      run.print("answers that the cache did not know: %d", fromStore[0]);
      rounds.print("p50 %5.0f us (%s)", millis -> millis * 1_000);
      return Samples.ratios(rounds.of("Quintet"), rounds.sum("echo", "GET"));
    }
  }

  private static double median(int calls, Latency.Call call) throws Exception {
    return Latency.millis(calls, call).median();
  }

  static RedisURI uri(Quintet quintet) {
    return RedisURI.builder()
        .withHost("127.0.0.1")
        .withPort(quintet.stores().port("redis"))
        .withPassword(quintet.stores().password("redis.default").toCharArray())
        .build();
  }
}
