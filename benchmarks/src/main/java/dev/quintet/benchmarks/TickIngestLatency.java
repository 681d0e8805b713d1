package dev.quintet.benchmarks;

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
final class TickIngestLatency implements Scenario {

  private static final int ROWS = 250_000;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 2;
  private static final double BATCHES_PER_SECOND = 5_000;

  @Override
  public String name() {
    return "tick-ingest-latency";
  }

  @Override
  public String about() {
    return "p99 of acknowledgements at 5,000 batches of 10 ticks per second, to 50 ms";
  }

  @Override
  public Goal goal() {
    return Goal.atMost(1);
  }

  @Override
  public Samples run(Run run) throws Exception {
    RecordedTicks recorded = RecordedTicks.of(RecordedTicks.in(run.ticks()), "EURUSD");
    int rows = Producers.whole(run.rows().orElse(ROWS));
    int rounds = run.rounds().orElse(ROUNDS);
    double[] p50 = new double[rounds];
    try (Quintet quintet = run.startQuintet();
        Connections connections = Producers.connections(quintet)) {
      double[][] p99 =
          Rounds.run(
              WARM_UP,
              rounds,
              List.of(
                  round -> {
                    Producers all =
                        new Producers(
                            connections, recorded, (long) round * rows, "paced-" + round);
                    all.send(rows, BATCHES_PER_SECOND * Producers.BATCH_ROWS);
                    Samples latency = all.latencies();
                    if (round >= WARM_UP) {
                      p50[round - WARM_UP] = latency.median();
                    }
                    return latency.quantile(0.99);
                  }));
      run.print(
          "acknowledged after p50 %.0f ms, p99 %.0f ms (%s), goal <=%.0f",
          new Samples(p50).median(),
          new Samples(p99[0]).median(),
          new Samples(p99[0]).spread(),
          Producers.LIMIT_MILLIS);
      return Samples.of(p99[0], millis -> millis / Producers.LIMIT_MILLIS);
    }
  }
}
