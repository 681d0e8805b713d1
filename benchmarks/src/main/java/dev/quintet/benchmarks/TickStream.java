package dev.quintet.benchmarks;

import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.TickPages;
import dev.quintet.client.TickQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reading {@code --rows} EURUSD quotes (10,000,000 unless told otherwise) in the order of time. In
 * each round:
 *
 * <ul>
 *   <li><em>Quintet</em>: {@code QuintetClient.ticks} over gRPC, page by page;
 *   <li><em>direct</em>: the same columns of the same table in the same order by client-v2, row by
 *       row through its own reader, which is what its JDBC cursor is made of;
 *   <li><em>bytes</em>: the same in Native format, thrown away unread: the engine's pace.
 * </ul>
 *
 * <p>Ratio: rows per second of Quintet to those of direct. Afterwards: how long the first rows take
 * (p50 of 20 streams that are closed after the first page), and by how much the heap of the service
 * grows over what it was before a stream, at most, looked at after full collections while one runs.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run tick-stream</pre>
 */
final class TickStream {

  private static final int ROWS = 10_000_000;
  private static final int ROUNDS = 3;
  private static final int FIRST_ROWS_CALLS = 20;
  private static final String SYMBOL = "EURUSD";
  private static final TickQuery ALL =
      TickQuery.of(SYMBOL, Instant.parse("2014-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

  private static final String SQL =
      """
      SELECT kind, source, event_time, sequence, bid, ask, price, volume, received_time
      FROM quintet.ticks
      WHERE tenant_id = 'demo' AND symbol = 'EURUSD'
      ORDER BY event_time, sequence, source""";

  private TickStream() {}

  static Samples run(Run run) throws Exception {
    RecordedTicks recorded = RecordedTicks.of(run, SYMBOL);
    int rows = run.rows().orElse(ROWS);
    try (Quintet quintet = run.startQuintet();
        QuintetClient client = quintet.client();
        BareClickHouse engine = quintet.stores().clickHouse()) {
      Ingest.all(client, Replay.round(List.of(recorded), 0, rows), "stream");
      Rounds rounds =
          new Rounds(run, 1, ROUNDS)
              .side("Quintet", round -> engine.timed(() -> check(rows, read(client))))
              .side(
                  "direct",
                  round -> engine.timed(() -> check(rows, engine.readRows(SQL, TickStream::row))))
              .side("bytes", round -> engine.timed(() -> engine.drain(SQL)))
              .measure();
      Samples first = Latency.millis(FIRST_ROWS_CALLS, () -> readFirst(client));
      rounds.print("%5.2f M rows/s (%s)", seconds -> rows / seconds / 1e6);
      run.print("first rows after p50 %.0f ms (%s), goal <=20", first.median(), first.spread());
      run.print(
          "heap of the service grows by at most %.0f MB, goal <=64", heapGrowth(quintet, client));
      return rounds.ratio("direct", "Quintet");
    }
  }

  private static long read(QuintetClient client) {
    long rows = 0;
    try (TickPages pages = client.ticks(ALL)) {
      while (pages.hasNext()) {
        rows += pages.next().rows();
      }
    }
    return rows;
  }

  private static void readFirst(QuintetClient client) {
    try (TickPages pages = client.ticks(ALL)) {
      check(1, pages.hasNext() ? 1 : 0);
    }
  }

  /** Asks for every value of the row. */
  private static void row(ClickHouseBinaryFormatReader reader) {
    reader.readValue("kind");
    reader.getString("source");
    reader.getZonedDateTime("event_time");
    reader.getLong("sequence");
    reader.getBigDecimal("bid");
    reader.getBigDecimal("ask");
    reader.getBigDecimal("price");
    reader.getBigDecimal("volume");
    reader.getZonedDateTime("received_time");
  }

  private static void check(long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException("%d rows instead of %d".formatted(found, expected));
    }
  }

  private static double heapGrowth(Quintet quintet, QuintetClient client) throws Exception {
    try (Heap heap = Heap.of(quintet.pid())) {
      double before = heap.aliveMegabytes();
      AtomicBoolean done = new AtomicBoolean();
      Thread reader =
          Thread.startVirtualThread(
              () -> {
                read(client);
                done.set(true);
              });
      double most = before;
      while (!reader.join(Duration.ofMillis(200))) {
        most = Math.max(most, heap.aliveMegabytes());
      }
      if (!done.get()) {
        throw new IllegalStateException("the stream broke off");
      }
      return most - before;
    }
  }
}
