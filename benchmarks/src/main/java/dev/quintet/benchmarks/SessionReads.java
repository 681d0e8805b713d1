package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;

/**
 * A session by its token over gRPC: a GET of the cache, and the epoch of its user in PostgreSQL, which is
 * asked each time. Beside it the sum of what cannot be had for less: the same client calling a server that
 * does nothing, in a process of its own, and a GET of as many bytes from the same Redis by Lettuce. One
 * caller, one call at a time, 3,000 calls a turn; before the first round three rounds do not count. Ratio:
 * p50 of a round to the sum of the other two p50 of that round. What the read of PostgreSQL takes by JDBC is
 * printed beside.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run session-read</pre>
 */
final class SessionReads {

  private static final int ROUNDS = 7;
  private static final int WARM_UP = 3;
  private static final int CALLS = 3_000;
  private static final int ENTRY_BYTES = 120;

  private SessionReads() {}

  static Samples run(Run run) throws Exception {
    int calls = run.rows().orElse(CALLS);
    try (Quintet quintet = run.startQuintet();
        QuintetClient client = quintet.client();
        ServerProcess echo = EchoServer.begin();
        QuintetClient toEcho = echo.client();
        RedisClient redis = RedisClient.create(LastQuotes.uri(quintet));
        BarePostgres bare = quintet.stores().postgres(1)) {
      UserReads.addUser(client);
      String token = client.users().openSession(UserReads.USER, "bench").token();
      RedisCommands<String, String> get = redis.connect().sync();
      get.set("bench", "x".repeat(ENTRY_BYTES));
      Rounds rounds =
          new Rounds(run, WARM_UP, ROUNDS)
              .side("Quintet", round -> median(calls, () -> client.users().checkSession(token, false)))
              .side("echo", round -> median(calls, () -> toEcho.users().checkSession(token, false)))
              .side("GET", round -> median(calls, () -> get.get("bench")))
              .side("JDBC", round -> median(calls, () -> bare.user(UserReads.USER)))
              .measure();
      rounds.print("p50 %5.0f us (%s)", millis -> millis * 1_000);
      return Samples.ratios(rounds.of("Quintet"), rounds.sum("echo", "GET"));
    }
  }

  private static double median(int calls, Latency.Call call) throws Exception {
    return Latency.millis(calls, call).median();
  }
}
