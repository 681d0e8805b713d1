package dev.quintet.benchmarks;

import dev.quintet.client.TickWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

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
  private static final int PRODUCERS = 1_000;
  private static final int CONNECTIONS = 4;
  private static final int BATCH_ROWS = 10;
  private static final int OUTSTANDING = 16;
  private static final double PACED_SECONDS = 5;
  private static final double LIMIT_MILLIS = 50;

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
    int rows = Math.max(1, run.rows().orElse(ROWS) / PRODUCERS / BATCH_ROWS) * PRODUCERS * BATCH_ROWS;
    int rounds = run.rounds().orElse(ROUNDS);
    double[] p50 = new double[rounds];
    double[] p99 = new double[rounds];
    try (Quintet quintet = run.startQuintet();
        BareClickHouse engine = quintet.stores().clickHouse();
        Connections connections = Connections.open(CONNECTIONS, quintet::client)) {
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
        p50.median(), p99.median(), p99.spread(), LIMIT_MILLIS);
    return Samples.ofRounds(seconds[1], seconds[0], (other, own) -> other / own);
  }

  /** All of them, once. */
  private static final class Producers {
    private final Connections connections;
    private final RecordedTicks recorded;
    private final long from;
    private final String ids;
    private final Map<String, Long> due = new ConcurrentHashMap<>();
    private final Queue<Double> millis = new ConcurrentLinkedQueue<>();

    Producers(Connections connections, RecordedTicks recorded, long from, String ids) {
      this.connections = connections;
      this.recorded = recorded;
      this.from = from;
      this.ids = ids;
    }

    Samples latencies() {
      return new Samples(millis.stream().mapToDouble(value -> value).toArray());
    }

    /** At so many rows per second in all; 0: as fast as the service takes them. */
    void send(int rows, double rate) throws Exception {
      int batches = Math.max(1, rows / PRODUCERS / BATCH_ROWS);
      long period = rate == 0 ? 0 : (long) (PRODUCERS * BATCH_ROWS / rate * 1e9);
      long begin = System.nanoTime();
      Parallel.virtualThreads(
          PRODUCERS,
          producer ->
              produce(producer, batches, begin + period * producer / PRODUCERS, period));
    }

    private void produce(int producer, int batches, long first, long period) {
      TickWriter.Settings settings =
          TickWriter.Settings.DEFAULT
              .withOutstanding(OUTSTANDING)
              .onReceipt(receipt -> acknowledged(receipt.batchId()));
      try (TickWriter writer = connections.of(producer).tickWriter(settings)) {
        for (int batch = 0; batch < batches; batch++) {
          long row = from + ((long) producer * batches + batch) * BATCH_ROWS;
          String id = ids + "-" + producer + "-" + batch;
          if (period > 0) {
            long at = first + batch * period;
            while (System.nanoTime() < at) {
              LockSupport.parkNanos(at - System.nanoTime());
            }
            due.put(id, at);
          }
          writer.write(new Replay.Block(recorded, row, BATCH_ROWS).batch(id));
        }
        if (writer.flush().accepted() != (long) batches * BATCH_ROWS) {
          throw new IllegalStateException("not everything was stored: " + writer.report());
        }
      }
    }

    private void acknowledged(String id) {
      Long at = due.remove(id);
      if (at != null) {
        millis.add((System.nanoTime() - at) / 1e6);
      }
    }
  }
}
