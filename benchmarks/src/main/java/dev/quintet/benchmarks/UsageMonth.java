package dev.quintet.benchmarks;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.UsageGrouping;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A tenant's running month by day, in process, through {@code UsageLedger.totals}, where it has 10
 * million events ({@code --rows}) of 20 services and two types, and 50 tenants a tenth of that. Beside it
 * the same sums made from the events by SQL. Ratio: p99 of a round to 50 ms.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run usage-month</pre>
 */
final class UsageMonth {

  private static final int EVENTS = 10_000_000;
  private static final int BLOCK = 200_000;
  private static final int READS = 200;
  private static final int ROUNDS = 5;
  private static final double GOAL_MILLIS = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final TenantId TENANT = new TenantId("tenant_0");

  private static final String FILL =
      """
      INSERT INTO quintet.usage_events
        (tenant_id, event_id, service, type, count, at, booked_at, period)
      SELECT CASE WHEN i %% 10 = 0 THEN 'tenant_' || i %% 50 ELSE 'tenant_0' END,
             gen_random_uuid(), 'service-' || i %% 20,
             CASE WHEN i %% 3 = 0 THEN 'api_calls' ELSE 'ticks_processed' END, 1, t, t,
             date_trunc('month', t AT TIME ZONE 'UTC')::date
      FROM generate_series(1, %d) AS i
      CROSS JOIN LATERAL (
        SELECT date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
          + random() * (now() - date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')
          + i * interval '0') AS s (t)""";

  private static final String BARE =
      """
      SELECT (booked_at AT TIME ZONE 'UTC')::date, type, sum(count)
      FROM quintet.usage_events
      WHERE tenant_id = 'tenant_0'
        AND period = date_trunc('month', now() AT TIME ZONE 'UTC')::date
      GROUP BY 1, 2""";

  private UsageMonth() {}

  static Samples run(Run run) throws Exception {
    int events = run.rows().orElse(EVENTS);
    try (Quintet quintet = run.startQuintet();
        Adapters adapters = Adapters.on(quintet.stores());
        BarePostgres engine = quintet.stores().postgres(1)) {
      double seconds = Latency.seconds(() -> fill(engine, events));
      run.print("%,d events inserted in %.0f s", events, seconds);
      UsageLedger ledger = adapters.usage();
      Rounds rounds =
          new Rounds(run, 1, ROUNDS)
              .side("Quintet", round -> Latency.millis(READS, () -> read(ledger)).quantile(0.99))
              .side("sums of events", round -> Latency.millis(1, () -> bare(engine)).median())
              .measure();
      rounds.print("%8.1f ms (%s)", millis -> millis);
      if (ledger.drift(BillingPeriod.of(Instant.now()), Deadline.after(PATIENCE)) != 0) {
        throw new IllegalStateException("the sums are not those of the events");
      }
      return Samples.of(rounds.of("Quintet"), millis -> millis / GOAL_MILLIS);
    }
  }

  private static void fill(BarePostgres engine, int events) throws SQLException {
    try (Connection connection = engine.connection();
        Statement statement = connection.createStatement()) {
      for (int done = 0; done < events; done += BLOCK) {
        statement.execute(FILL.formatted(Math.min(BLOCK, events - done)));
      }
      statement.execute("ANALYZE quintet.usage_rollups");
    }
  }

  private static void read(UsageLedger ledger) {
    BillingPeriod month = BillingPeriod.of(Instant.now());
    UsageQuery query =
        new UsageQuery(
            TENANT, null, null, null, month.start(), month.end(), Set.of(UsageGrouping.DAY));
    if (ledger.totals(query, null, 1_000, Deadline.after(PATIENCE)).page().items().isEmpty()) {
      throw new IllegalStateException("nothing was used");
    }
  }

  private static void bare(BarePostgres engine) throws SQLException {
    try (Connection connection = engine.connection();
        Statement statement = connection.createStatement()) {
      statement.executeQuery(BARE).close();
    }
  }
}
