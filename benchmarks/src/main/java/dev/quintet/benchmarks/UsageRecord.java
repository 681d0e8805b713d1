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
final class UsageRecord {

  private static final int EVENTS = 100_000;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 2;
  private static final int CALLERS = 2;
  private static final int BATCH = 1_000;
  private static final int TENANTS = 50;
  private static final double GOAL_EVENTS = 20_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private UsageRecord() {}

  static Samples run(Run run) throws Exception {
    int batches = Math.max(CALLERS, run.rows().orElse(EVENTS) / BATCH);
    try (Quintet quintet = run.startQuintet();
        Adapters adapters = Adapters.on(quintet.stores());
        BarePostgres engine = quintet.stores().postgres(CALLERS)) {
      UsageLedger ledger = adapters.usage();
      BareUsage bare = BareUsage.create(engine);
      Rounds rounds =
          new Rounds(run, WARM_UP, ROUNDS)
              .side("Quintet", round -> inTurns(batches, () -> append(ledger)))
              .side(
                  "bare",
                  round ->
                      inTurns(
                          batches,
                          () -> bare.insert(BATCH, TENANTS, Instant.now().atOffset(ZoneOffset.UTC))))
              .measure();
      checkSame(bare.rows(), engine.count("quintet.usage_events WHERE tenant_id ~ '^tenant_'"));
      int events = batches * BATCH;
      rounds.print("%5.1f k events/s (%s)", seconds -> events / seconds / 1e3);
      Samples share = rounds.ratio("bare", "Quintet");
      run.print("share of bare: %.2f (%s); goal of Quintet >=20", share.median(), share.spread());
      return Samples.of(rounds.of("Quintet"), seconds -> events / seconds / GOAL_EVENTS);
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
}
