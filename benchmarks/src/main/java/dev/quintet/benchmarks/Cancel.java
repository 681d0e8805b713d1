package dev.quintet.benchmarks;

import dev.quintet.client.BarQuery;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.TickQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long the engine goes on with a query that nobody waits for any more. A caller streams
 * {@code --rows} EURUSD quotes (10,000,000 unless told otherwise) without reading, or asks for their
 * bars at 1m from the raw ticks; once {@code system.processes} shows the query, the caller leaves, or
 * its deadline passes. The time runs from there until the engine shows no query of the service's
 * reader. In each round five calls of each of the four kinds, one after the other. Ratio: the slowest
 * of a round to the 250 ms that it may take; there is no bare client to compare with.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run cancel</pre>
 */
final class Cancel {

  private static final int ROWS = 10_000_000;
  private static final int ROUNDS = 5;
  private static final int CALLS = 5;
  private static final double LIMIT_MILLIS = 250;
  private static final Duration DEADLINE = Duration.ofMillis(300);
  private static final String SYMBOL = "EURUSD";
  private static final Instant FROM = Instant.parse("2014-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2016-01-01T00:00:00Z");

  private Cancel() {}

  static Samples run(Run run) throws Exception {
    RecordedTicks recorded = RecordedTicks.of(run, SYMBOL);
    List<Double> all = new ArrayList<>();
    try (Quintet quintet = run.startQuintet();
        QuintetClient client = quintet.client();
        BareClickHouse engine = quintet.stores().clickHouse();
        Abandoned caller = new Abandoned(engine)) {
      Ingest.all(client, Replay.round(List.of(recorded), 0, run.rows().orElse(ROWS)), "cancel");
      engine.rest();
      run.print(
          "bars that nobody gives up take %.0f ms",
          1e3 * Latency.seconds(() -> client.bars(bars())));
      // A round that does not count: a cold process needs longer to begin than its deadline is.
      Rounds rounds =
          new Rounds(run, 1, ROUNDS)
              .side(
                  "slowest",
                  round -> {
                    List<Double> millis = round(caller, client);
                    if (round > 0) {
                      all.addAll(millis);
                    }
                    return Collections.max(millis);
                  })
              .measure();
      Samples samples = Samples.of(all);
      run.print(
          "gone after p50 %.0f ms, p90 %.0f ms, at most %.0f ms of %d, goal <=%.0f",
          samples.median(),
          samples.quantile(0.9),
          samples.quantile(1),
          samples.count(),
          LIMIT_MILLIS);
      return Samples.of(rounds.of("slowest"), millis -> millis / LIMIT_MILLIS);
    }
  }

  private static List<Double> round(Abandoned caller, QuintetClient client) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      for (Runnable work : List.<Runnable>of(() -> stream(client), () -> barsOf(client))) {
        millis.add(caller.millisUntilGone(null, work));
        millis.add(caller.millisUntilGone(DEADLINE, work));
      }
    }
    return millis;
  }

  /** Takes the first page and no other. */
  private static void stream(QuintetClient client) {
    var unused = client.ticks(TickQuery.of(SYMBOL, FROM, TO)).hasNext();
  }

  private static void barsOf(QuintetClient client) {
    client.bars(bars(), bar -> {});
  }

  private static BarQuery bars() {
    return BarQuery.of(SYMBOL, "1m", BarQuery.Side.BID, FROM, TO).asKnownAt(Instant.now());
  }
}
