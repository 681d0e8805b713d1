package dev.quintet.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * How soon small batches are acknowledged: 1,000 producers together send 5,000 batches of 10 EURUSD
 * quotes per second, evenly, each on a stream of its own. {@code --rows} rows a round, 250,000 (five
 * seconds) unless told otherwise; the first two rounds do not count. A latency counts from the moment
 * at which the batch was due, so that a producer that is held up does not hide it. Ratio: p99 of a
 * round to the 50 ms that it may take; there is no bare client to compare with.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run tick-ingest-latency</pre>
 */
final class TickIngestLatency {

  private static final int ROWS = 250_000;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 2;
  private static final double BATCHES_PER_SECOND = 5_000;

  private TickIngestLatency() {}

  static Samples run(Run run) throws Exception {
    RecordedTicks recorded = RecordedTicks.of(run, "EURUSD");
    int rows = Producers.whole(run.rows().orElse(ROWS));
    List<Double> p50 = new ArrayList<>();
    try (Quintet quintet = run.startQuintet();
        Connections connections = Producers.connections(quintet)) {
      Rounds rounds =
          new Rounds(run, WARM_UP, ROUNDS)
              .side(
                  "p99",
                  round -> {
                    Producers all =
                        new Producers(
                            connections, recorded, (long) round * rows, "paced-" + round);
                    all.send(rows, BATCHES_PER_SECOND * Producers.BATCH_ROWS);
                    if (round >= WARM_UP) {
                      p50.add(all.latencies().median());
                    }
                    return all.latencies().quantile(0.99);
                  })
              .measure();
      Samples p99 = new Samples(rounds.of("p99"));
      run.print(
          "acknowledged after p50 %.0f ms, p99 %.0f ms (%s), goal <=%.0f",
          Samples.of(p50).median(), p99.median(), p99.spread(), Producers.LIMIT_MILLIS);
      return Samples.of(rounds.of("p99"), millis -> millis / Producers.LIMIT_MILLIS);
    }
  }
}
