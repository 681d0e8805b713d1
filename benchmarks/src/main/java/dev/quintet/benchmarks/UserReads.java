package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import dev.quintet.client.User;
import java.util.Map;

/**
 * A user by its id over gRPC, which no cache answers, by a service of its tenant, whose calls are metered.
 * Beside it the same client calling the {@link BareService}, which reads the same row, on virtual threads
 * and on platform threads. One caller, one call at a time, 3,000 calls a turn; before the first round three
 * rounds do not count. Ratio: p50 of a round to that of the bare service, on those threads on which it is
 * better.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run user-read</pre>
 */
final class UserReads {

  /** Of the demo tenant. */
  static final String USER = "ann";

  private static final int ROUNDS = 7;
  private static final int WARM_UP = 3;
  private static final int CALLS = 3_000;

  private UserReads() {}

  static Samples run(Run run) throws Exception {
    int calls = run.rows().orElse(CALLS);
    try (Quintet quintet = run.startQuintet();
        ServerProcess virtual = BareService.start(quintet, BareService.Threads.VIRTUAL);
        ServerProcess platform = BareService.start(quintet, BareService.Threads.PLATFORM);
        QuintetClient client = quintet.client();
        QuintetClient onVirtual = virtual.client();
        QuintetClient onPlatform = platform.client()) {
      addUser(client);
      Rounds rounds =
          new Rounds(run, WARM_UP, ROUNDS)
              .side("Quintet", round -> median(calls, client))
              .side("bare, virtual threads", round -> median(calls, onVirtual))
              .side("bare, platform threads", round -> median(calls, onPlatform))
              .measure();
      rounds.print("p50 %5.0f us (%s)", millis -> millis * 1_000);
      return Samples.ratios(
          rounds.of("Quintet"), rounds.better("bare, virtual threads", "bare, platform threads"));
    }
  }

  static void addUser(QuintetClient client) {
    User.Profile profile = new User.Profile("ann@example.com", USER, "pro", Map.of());
    client.users().create(USER, profile, null);
  }

  private static double median(int calls, QuintetClient client) throws Exception {
    return Latency.millis(calls, () -> client.users().byId(USER)).median();
  }
}
