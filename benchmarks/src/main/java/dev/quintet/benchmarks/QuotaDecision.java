package dev.quintet.benchmarks;

import dev.quintet.application.subscriptions.AdmittedCall;
import dev.quintet.application.subscriptions.Quotas;
import dev.quintet.application.subscriptions.TermsReading;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;

/**
 * A decision whether a call is within the limits of its tenant, and what it gives back, in process: a
 * million ({@code --rows}) by two callers for one tenant, whose plan has limits of calls, ticks and
 * decisions. The database is asked once, before the first. Ratio: p99 of a round to 100 microseconds.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run quota-decision</pre>
 */
final class QuotaDecision {

  private static final int DECISIONS = 1_000_000;
  private static final int CALLERS = 2;
  private static final int ROUNDS = 5;
  private static final double GOAL_MILLIS = 0.1;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Subject DEMO =
      new Subject(new TenantId("demo"), ServiceName.of(Role.SERVICE), null);

  private QuotaDecision() {}

  static Samples run(Run run) throws Exception {
    int each = run.rows().orElse(DECISIONS) / CALLERS;
    try (Quintet quintet = run.startQuintet();
        Adapters adapters = Adapters.on(quintet.stores())) {
      Clock clock = Clock.systemUTC();
      Quotas quotas =
          new Quotas(
              new TermsReading(adapters.plans(), adapters.terms(), clock),
              adapters.tenants(),
              adapters.usage(),
              adapters.warnings(),
              clock);
      quotas.load(DEMO, Deadline.after(PATIENCE));
      Rounds rounds =
          new Rounds(run, 1, ROUNDS)
              .side(
                  "decisions",
                  round -> {
                    double[] worst = new double[CALLERS];
                    Parallel.threads(
                        CALLERS,
                        caller ->
                            worst[caller] =
                                Latency.millis(each, () -> decide(quotas)).quantile(0.99));
                    return Math.max(worst[0], worst[1]);
                  })
              .measure();
      rounds.print("p99 %.2f us (%s)", millis -> millis * 1_000);
      return Samples.of(rounds.of("decisions"), millis -> millis / GOAL_MILLIS);
    }
  }

  private static void decide(Quotas quotas) {
    if (!quotas.knows(DEMO)) {
      throw new IllegalStateException("the database would be asked");
    }
    AdmittedCall call = quotas.begin(DEMO);
    call.giveBack();
    call.end();
  }
}
