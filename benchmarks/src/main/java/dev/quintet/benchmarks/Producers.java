package dev.quintet.benchmarks;

import dev.quintet.client.TickWriter;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * 1,000 producers of batches of 10 EURUSD quotes, each with a stream of its own and 16 batches
 * unanswered, on few connections; used once.
 */
final class Producers {

  static final int COUNT = 1_000;
  static final int BATCH_ROWS = 10;

  /** What the 99th percentile of their acknowledgements shall not exceed. */
  static final double LIMIT_MILLIS = 50;

  private static final int CONNECTIONS = 4;
  private static final int OUTSTANDING = 16;

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

  static Connections connections(Quintet quintet) {
    return Connections.open(CONNECTIONS, quintet::client);
  }

  /** So many rows that each producer sends the same number of whole batches. */
  static int whole(int rows) {
    return Math.max(1, rows / COUNT / BATCH_ROWS) * COUNT * BATCH_ROWS;
  }

  /** From when a batch was due to its acknowledgement, in milliseconds. */
  Samples latencies() {
    return Samples.of(List.copyOf(millis));
  }

  /** At so many rows per second in all; 0: as fast as the service takes them. */
  void send(int rows, double rate) throws Exception {
    int batches = Math.max(1, rows / COUNT / BATCH_ROWS);
    long period = rate == 0 ? 0 : (long) (COUNT * BATCH_ROWS / rate * 1e9);
    long begin = System.nanoTime();
    Parallel.virtualThreads(
        COUNT,
        producer ->
            produce(producer, batches, begin + period * producer / COUNT, period));
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
