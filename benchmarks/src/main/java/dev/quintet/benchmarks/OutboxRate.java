package dev.quintet.benchmarks;

import dev.quintet.client.Fill;
import dev.quintet.client.QuintetClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How fast one instance empties the outbox: a turn adds 50,000 changes ({@code --rows}) of as many accounts
 * of one tenant by SQL, for ClickHouse, and waits until none is left. Ratio: changes/s to 5,000. Then 2,500
 * changes a second come for ten seconds, among them 20 fills a second that the service records; from the
 * answer of such a fill until its receipt says that ClickHouse has it, p99 is printed beside.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run outbox</pre>
 */
final class OutboxRate {

  private static final int CHANGES = 50_000;
  private static final int ROUNDS = 5;
  private static final double GOAL = 5_000;
  private static final int LOAD = 2_500;
  private static final int SLICES = 20;
  private static final int SECONDS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String ADD =
      """
      WITH lane AS (
        INSERT INTO quintet.outbox_lanes (tenant_id, store) VALUES ('demo', 'clickhouse')
        ON CONFLICT DO NOTHING
      ), changes AS (
        SELECT 'bench:' || (?::bigint + i) AS operation, 'a-' || i AS account,
               replace(?, 't-1', 't-' || (?::bigint + i)) AS payload, ?::bigint + i AS sequence
        FROM generate_series(1, ?) AS i
      ), added AS (
        INSERT INTO quintet.outbox
          (tenant_id, store, operation, user_id, kind, aggregate, sequence, payload)
        SELECT 'demo', 'clickhouse', operation, 'ann', 'fill', account, sequence, payload
        FROM changes
      )
      INSERT INTO quintet.receipts
        (tenant_id, operation, store, user_id, guarantee, state, waiting, attempts, since,
         recorded_at)
      SELECT 'demo', operation, 'clickhouse', 'ann', 'outbox', 'pending', 1, 0, now(), now()
      FROM changes""";

  private long added;

  private OutboxRate() {}

  static Samples run(Run run) throws Exception {
    return new OutboxRate().measure(run);
  }

  private Samples measure(Run run) throws Exception {
    int changes = run.rows().orElse(CHANGES);
    try (Quintet quintet = run.startQuintet();
        QuintetClient client = quintet.client();
        BarePostgres engine = quintet.stores().postgres(2)) {
      TradeWrites.openAccounts(quintet, "own");
      Rounds rounds =
          new Rounds(run, 1, ROUNDS)
              .side("outbox", round -> changes / Latency.seconds(() -> empty(engine, changes)))
              .measure();
      rounds.print("%,8.0f changes/s (%s)", rate -> rate);
      Samples millis = delivery(engine, client);
      run.print(
          "delivery at %,d changes/s: p50 %.0f ms, p99 %.0f ms (%s), n=%d",
          LOAD, millis.median(), millis.quantile(0.99), millis.spread(), millis.count());
      return Samples.of(rounds.of("outbox"), rate -> rate / GOAL);
    }
  }

  private void empty(BarePostgres engine, int changes) throws Exception {
    add(engine, changes);
    while (engine.count("quintet.outbox WHERE store = 'clickhouse'") > 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private synchronized void add(BarePostgres engine, int changes) throws SQLException {
    try (Connection connection = engine.connection();
        PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setLong(1, added);
      statement.setString(2, TradeWrites.payload(TradeWrites.fill("own", 1)));
      statement.setLong(3, added);
      statement.setLong(4, added);
      statement.setInt(5, changes);
      statement.executeUpdate();
      added += changes;
    }
  }

  private Samples delivery(BarePostgres engine, QuintetClient client) throws Exception {
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor()) {
      var unused =
          load.scheduleAtFixedRate(
              () -> {
                try {
                  add(engine, LOAD / SLICES);
                } catch (SQLException e) {
                  failure.set(e);
                }
              },
              0,
              TimeUnit.SECONDS.toMillis(1) / SLICES,
              TimeUnit.MILLISECONDS);
      List<Double> millis = new ArrayList<>();
      Instant end = Instant.now().plusSeconds(SECONDS);
      for (int number = 1; Instant.now().isBefore(end); number++) {
        Fill fill = TradeWrites.sent("own", number);
        client.trades().record(List.of(fill));
        millis.add(
            Latency.millis(
                    1,
                    () ->
                        client
                            .trades()
                            .await("fill:" + fill.id() + "@own", List.of("clickhouse"), PATIENCE))
                .median());
        TimeUnit.MILLISECONDS.sleep(30);
      }
      if (failure.get() != null) {
        throw failure.get();
      }
      return Samples.of(millis);
    }
  }
}
