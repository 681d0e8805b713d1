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
final class SmallProducers {

  private static final int ROWS = 1_000_000;
  private static final int ROUNDS = 5;
  private static final double PACED_SECONDS = 5;

  private SmallProducers() {}

  static Samples run(Run run) throws Exception {
    RecordedTicks recorded = RecordedTicks.of(run, "EURUSD");
    int rows = Producers.whole(run.rows().orElse(ROWS));
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    try (Quintet quintet = run.startQuintet();
        BareClickHouse engine = quintet.stores().clickHouse();
        Connections connections = Producers.connections(quintet)) {
      // Each turn takes rows that no other takes: three turns in a round.
      Rounds rounds =
          new Rounds(run, 1, ROUNDS)
              .side(
                  "1,000 producers x 10",
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
                      p50.add(paced.latencies().median());
                      p99.add(paced.latencies().quantile(0.99));
                    }
                    return taken;
                  })
              .side(
                  "bulk",
                  round -> {
                    List<Replay.Block> blocks =
                        Replay.blocks(recorded, (round * 4L + 3) * rows, rows);
                    return engine.timed(
                        () -> Ingest.all(connections.of(0), blocks, "bulk-" + round));
                  })
              .measure();
      rounds.print("%.2f M rows/s (%s)", seconds -> rows / seconds / 1e6);
      Samples slowest = Samples.of(p99);
      run.print(
          "at half that load: acknowledged after p50 %.0f ms, p99 %.0f ms (%s), goal <=%.0f",
          Samples.of(p50).median(), slowest.median(), slowest.spread(), Producers.LIMIT_MILLIS);
      return rounds.ratio("bulk", "1,000 producers x 10");
    }
  }
}
