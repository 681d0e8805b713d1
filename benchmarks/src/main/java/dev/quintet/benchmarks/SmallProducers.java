package dev.quintet.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Many producers of little. 1,000 producers, each with a stream of its own and 16 batches of 10
 * EURUSD quotes unanswered, on four connections, store {@code --rows} rows (1,000,000 unless told
 * otherwise); beside it one producer stores as many rows in batches of 100,000. Ratio: rows per
 * second of the small ones to those of bulk.
 *
 * <p>Then the same producers send at half the rate that they just reached, each evenly, for five
 * seconds. An acknowledgement's latency counts from the moment at which its batch was due, so that
 * a producer that is held up does not hide it.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run tick-ingest-small-producers</pre>
 */
final class SmallProducers implements Scenario {

  private static final int ROWS = 1_000_000;
  private static final int ROUNDS = 5;
  private static final double PACED_SECONDS = 5;

  @Override
  public String name() {
    return "tick-ingest-small-producers";
  }

  @Override
  public String about() {
    return "rows/s of 1,000 producers with batches of 10 to those of bulk ingest";
  }

  @Override
  public Goal goal() {
    return Goal.atLeast(0.5);
  }

  @Override
  public Samples run(Run run) throws Exception {
    RecordedTicks recorded = RecordedTicks.of(RecordedTicks.in(run.ticks()), "EURUSD");
    int rows = Producers.whole(run.rows().orElse(ROWS));
    int rounds = run.rounds().orElse(ROUNDS);
    double[] p50 = new double[rounds];
    double[] p99 = new double[rounds];
    try (Quintet quintet = run.startQuintet();
        BareClickHouse engine = quintet.stores().clickHouse();
        Connections connections = Producers.connections(quintet)) {
      // Each turn takes rows that no other takes: three turns in a round.
      double[][] seconds =
          Rounds.run(
              1,
              rounds,
              List.of(
                  round -> {
                    long from = round * 4L * rows;
                    Producers all = new Producers(connections, recorded, from, "small-" + round);
                    double taken = engine.timed(() -> all.send(rows, 0));
                    double half = rows / taken / 2;
                    Producers paced =
                        new Producers(connections, recorded, from + rows, "paced-" + round);
                    engine.rest();
                    paced.send((int) Math.min(2L * rows, (long) (half * PACED_SECONDS)), half);
                    if (round > 0) {
                      Samples latency = paced.latencies();
                      p50[round - 1] = latency.median();
                      p99[round - 1] = latency.quantile(0.99);
                    }
                    return taken;
                  },
                  round -> {
                    List<Replay.Block> blocks = new ArrayList<>();
                    for (int done = 0; done < rows; done += Replay.BLOCK_ROWS) {
                      blocks.add(
                          new Replay.Block(
                              recorded,
                              (round * 4L + 3) * rows + done,
                              Math.min(Replay.BLOCK_ROWS, rows - done)));
                    }
                    return engine.timed(
                        () -> Ingest.all(connections.of(0), blocks, "bulk-" + round));
                  }));
      return report(run, rows, seconds, new Samples(p50), new Samples(p99));
    }
  }

  private static Samples report(
      Run run, int rows, double[][] seconds, Samples p50, Samples p99) {
    Samples small = Samples.of(seconds[0], taken -> rows / taken / 1e6);
    Samples bulk = Samples.of(seconds[1], taken -> rows / taken / 1e6);
    run.print("1,000 producers x 10 ticks %.2f M rows/s (%s)", small.median(), small.spread());
    run.print("bulk                       %.2f M rows/s (%s)", bulk.median(), bulk.spread());
    run.print(
        "at half that load: acknowledged after p50 %.0f ms, p99 %.0f ms (%s), goal <=%.0f",
        p50.median(), p99.median(), p99.spread(), Producers.LIMIT_MILLIS);
    return Samples.ofRounds(seconds[1], seconds[0], (other, own) -> other / own);
  }
}
