package dev.quintet.benchmarks;

import dev.quintet.client.Prediction;
import dev.quintet.client.Predictions;
import dev.quintet.client.QuintetClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The latest prediction of a model over gRPC, which the cache answers. Beside it the sum of what cannot be had
 * for less: the same client calling a server that does nothing but answer as much, in a process of its own, and a
 * GET of as many bytes from the same Redis by Lettuce. One caller, one call at a time, 3,000 calls a turn; before
 * the first round three rounds do not count. Ratio: p50 of a round to the sum of the other two p50 of that round.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run prediction-latest</pre>
 */
final class PredictionReads {

  private static final int ROUNDS = 7;
  private static final int WARM_UP = 3;
  private static final int CALLS = 3_000;

  /** Of the entry of {@link #prediction}. */
  private static final int ENTRY_BYTES = 290;

  private PredictionReads() {}

  static Samples run(Run run) throws Exception {
    int calls = run.rows().orElse(CALLS);
    try (Quintet quintet = run.startQuintet();
        QuintetClient client = quintet.client();
        ServerProcess echo = EchoServer.begin();
        QuintetClient toEcho = echo.client();
        RedisClient redis = RedisClient.create(LastQuotes.uri(quintet))) {
      store(client);
      RedisCommands<String, String> get = redis.connect().sync();
      get.set("bench", "x".repeat(ENTRY_BYTES));
      Rounds rounds =
          new Rounds(run, WARM_UP, ROUNDS)
              .side("Quintet", round -> median(calls, () -> latest(client)))
              .side("echo", round -> median(calls, () -> latest(toEcho)))
              .side("GET", round -> median(calls, () -> get.get("bench")))
              .measure();
      rounds.print("p50 %5.0f us (%s)", millis -> millis * 1_000);
      return Samples.ratios(rounds.of("Quintet"), rounds.sum("echo", "GET"));
    }
  }

  private static double median(int calls, Latency.Call call) throws Exception {
    return Latency.millis(calls, call).median();
  }

  /** Until the cache has it. */
  private static void store(QuintetClient client) {
    Prediction prediction = prediction(Instant.now().truncatedTo(ChronoUnit.MICROS));
    Predictions.Stored stored = client.predictions().store(prediction);
    var unused = client.trades().await(stored.operation(), List.of(), Duration.ofSeconds(30));
    Predictions.Latest latest = latest(client);
    if (!latest.store().equals("dragonflydb") || !latest.current()) {
      throw new IllegalStateException("answered by " + latest);
    }
  }

  private static Predictions.Latest latest(QuintetClient client) {
    return client.predictions().latest("EURUSD", "15m", "trend");
  }

  /** One that holds for longer than this takes. */
  static Prediction prediction(Instant at) {
    return new Prediction(
        "p-1",
        "EURUSD",
        "15m",
        "trend",
        "2.1",
        "up",
        new BigDecimal("1.39123000"),
        new BigDecimal("0.75000000"),
        at,
        at.plus(Duration.ofDays(1)),
        "{\"rsi\": 55.1, \"ema\": [1.39101, 1.39088]}");
  }
}
