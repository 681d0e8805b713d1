package dev.quintet.benchmarks;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How many usage events are recorded per second, in process: {@code UsageLedger.append} as the
 * metering calls it, 1,000 events of 50 tenants a call and two callers, beside plain batched inserts
 * of as many events at a time into a table defined alike, rewritten by the driver to one statement,
 * without row security and without a look whether the event is there already. {@code --rows} events
 * a turn, 100,000 unless told otherwise. Ratio: events per second of Quintet to the 20,000 that it
 * must take.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run usage-record</pre>
 */
final class UsageRecord implements Scenario {

  private static final int EVENTS = 100_000;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 2;
  private static final int CALLERS = 2;
  private static final int BATCH = 1_000;
  private static final int TENANTS = 50;
  private static final double GOAL_EVENTS = 20_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "usage-record";
  }

  @Override
  public String about() {
    return "usage events/s through the ledger, in process, to 20,000";
  }

  @Override
  public Goal goal() {
    return Goal.atLeast(1);
  }

  @Override
  public Samples run(Run run) throws Exception {
    int batches = Math.max(CALLERS, run.rows().orElse(EVENTS) / BATCH);
    try (Quintet quintet = run.startQuintet();
        Adapters adapters = Adapters.on(quintet.stores());
        BarePostgres engine = quintet.stores().postgres(CALLERS)) {
      UsageLedger ledger = adapters.usage();
      BareUsage bare = BareUsage.create(engine);
      double[][] seconds =
          Rounds.run(
              WARM_UP,
              run.rounds().orElse(ROUNDS),
              List.of(
                  round -> inTurns(batches, () -> append(ledger)),
                  round ->
                      inTurns(
                          batches,
                          () -> bare.insert(BATCH, TENANTS, Instant.now().atOffset(ZoneOffset.UTC)))));
      checkSame(bare.rows(), engine.count("quintet.usage_events WHERE tenant_id ~ '^tenant_'"));
      return report(run, batches * BATCH, seconds);
    }
  }

  /** The seconds that the callers need for so many calls. */
  private static double inTurns(int calls, Latency.Call call) throws Exception {
    return Latency.seconds(
        () ->
            Parallel.threads(
                CALLERS,
                caller -> {
                  for (int done = caller; done < calls; done += CALLERS) {
                    call.run();
                  }
                }));
  }

  private static void append(UsageLedger ledger) {
    Instant now = Instant.now();
    List<UsageEvent> events = new ArrayList<>();
    for (int event = 0; event < BATCH; event++) {
      Subject subject =
          new Subject(
              new TenantId("tenant_" + event % TENANTS), ServiceName.of(Role.SERVICE), null);
      events.add(new UsageEvent(UUID.randomUUID(), subject, UsageType.API_CALLS, 1, now));
    }
    ledger.append(events, Deadline.after(PATIENCE));
  }

  private static void checkSame(long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException("%d events instead of %d".formatted(found, expected));
    }
  }

  private static Samples report(Run run, int events, double[][] seconds) {
    Samples own = Samples.of(seconds[0], taken -> events / taken / 1e3);
    Samples bare = Samples.of(seconds[1], taken -> events / taken / 1e3);
    Samples share = Samples.ofRounds(seconds[1], seconds[0], (other, mine) -> other / mine);
    run.print("Quintet  %5.1f k events/s (%s), goal >=20", own.median(), own.spread());
    run.print("bare     %5.1f k events/s (%s)", bare.median(), bare.spread());
    run.print("share of bare: %.2f (%s)", share.median(), share.spread());
    return Samples.of(seconds[0], taken -> events / taken / GOAL_EVENTS);
  }
}
