package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one tenant that calls as fast as it can costs another: p99 of {@code GetTenant} by one caller of
 * the other, 2,000 calls a turn ({@code --rows}), alone and beside 16 callers of the noisy one. Ratio: p99
 * beside it to p99 alone. On a machine where both and the database share few processors the ratio says how they
 * share them.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run noisy-tenant</pre>
 */
final class NoisyTenant {

  private static final int CALLS = 2_000;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 2;
  private static final int NOISY_CALLERS = 16;

  private NoisyTenant() {}

  static Samples run(Run run) throws Exception {
    int calls = run.rows().orElse(CALLS);
    try (Quintet quintet = run.startQuintet();
        QuintetClient quiet = quintet.client(quintet.newTenant());
        QuintetClient noisy = quintet.client()) {
      AtomicLong answered = new AtomicLong();
      Rounds rounds =
          new Rounds(run, WARM_UP, ROUNDS)
              .side("alone", round -> p99(calls, quiet))
              .side("beside", round -> beside(calls, quiet, noisy, answered))
              .measure();
      rounds.print("p99 %.2f ms (%s)", millis -> millis);
      run.print("calls of the noisy tenant: %,d", answered.get());
      return rounds.ratio("beside", "alone");
    }
  }

  private static double p99(int calls, QuintetClient client) throws Exception {
    return Latency.millis(calls, () -> client.tenant(Quintet.TENANT)).quantile(0.99);
  }

  private static double beside(
      int calls, QuintetClient quiet, QuintetClient noisy, AtomicLong answered) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    double[] measured = new double[1];
    Parallel.threads(
        NOISY_CALLERS + 1,
        caller -> {
          if (caller == 0) {
            try {
              measured[0] = p99(calls, quiet);
            } finally {
              over.set(true);
            }
          } else {
            flood(noisy, over, answered);
          }
        });
    return measured[0];
  }

  /** What it asks for is refused or not: it asks again at once. */
  private static void flood(QuintetClient noisy, AtomicBoolean over, AtomicLong answered) {
    while (!over.get()) {
      try {
        noisy.lastQuote("EURUSD");
      } catch (QuintetException e) {
        // There is none, or it is refused.
      }
      answered.incrementAndGet();
    }
  }
}
