package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What one tenant that calls as fast as it can costs another: p99 of {@code GetTenant} by one caller of
 * the other, 10,000 calls a turn ({@code --rows}), alone and beside 16 callers of the noisy one, which ask for
 * what only ClickHouse knows. Ratio: p99 beside it to p99 alone. As a control, p99 beside threads that only count, as
 * many as there are processors: what any caller waits for a busy processor, whatever the service does.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run noisy-tenant</pre>
 */
final class NoisyTenant {

  private static final int CALLS = 10_000;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 2;
  private static final int NOISY_CALLERS = 16;
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

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
              .side("beside", round -> beside(calls, quiet, NOISY_CALLERS, over -> flood(noisy, over, answered)))
              .side("beside counting", round -> beside(calls, quiet, PROCESSORS, NoisyTenant::count))
              .measure();
      rounds.print("p99 %.2f ms (%s)", millis -> millis);
      Samples control = rounds.ratio("beside counting", "alone");
      run.print("beside counting to alone %.2f (%s)", control.median(), control.spread());
      run.print("calls of the noisy tenant: %,d", answered.get());
      return rounds.ratio("beside", "alone");
    }
  }

  private static double p99(int calls, QuintetClient client) throws Exception {
    return Latency.millis(calls, () -> client.tenant(Quintet.TENANT)).quantile(0.99);
  }

  private static double beside(
      int calls, QuintetClient quiet, int others, Consumer<AtomicBoolean> other) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    double[] measured = new double[1];
    Parallel.threads(
        others + 1,
        caller -> {
          if (caller == 0) {
            try {
              measured[0] = p99(calls, quiet);
            } finally {
              over.set(true);
            }
          } else {
            other.accept(over);
          }
        });
    return measured[0];
  }

  private static void count(AtomicBoolean over) {
    while (!over.get()) {
      Thread.onSpinWait();
    }
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
