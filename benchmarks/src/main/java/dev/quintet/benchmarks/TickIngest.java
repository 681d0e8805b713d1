package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Bulk ingest. In each round every side stores the same {@code --rows} rows (2,000,000 unless told
 * otherwise) in blocks of 100,000, all sides in one engine:
 *
 * <ul>
 *   <li><em>Quintet</em>: one producer, {@code TickWriter} over gRPC with 4 batches unanswered; done
 *       when every batch is acknowledged, which is when it is durable and in the ledger;
 *   <li><em>bare</em>: client-v2 inserts Native blocks one after the other, encoding included, into
 *       a table of the same definition: sorting key, codecs, projection, fsync;
 *   <li><em>bare x2</em>: the same on two threads;
 *   <li><em>engine</em>: two statements that insert from Native files, no client at all.
 * </ul>
 *
 * <p>The rows are the real day files (EURUSD, NZDUSD, XAUUSD), each replay two weeks later than the
 * one before. Between turns the engine comes to rest: merges and rollups of one side do not burden
 * the next. Before the first round one round does not count. Producer, service and engine share the
 * machine. Ratio: rows per second of Quintet to those of bare.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run tick-ingest --rows 10000000</pre>
 */
final class TickIngest {

  private static final int ROWS = 2_000_000;
  private static final int ROUNDS = 5;
  private static final int THREADS = 2;

  private TickIngest() {}

  static Samples run(Run run) throws Exception {
    List<RecordedTicks> recorded = RecordedTicks.in(run.ticks());
    int rows = run.rows().orElse(ROWS);
    try (Quintet quintet = run.startQuintet();
        QuintetClient client = quintet.client();
        BareClickHouse engine = quintet.stores().clickHouse()) {
      BareTable bare = BareTable.create(engine, "bare");
      BareTable bareTwice = BareTable.create(engine, "bare_twice");
      BareTable own = BareTable.create(engine, "own");
      IntFunction<List<Replay.Block>> blocks = round -> Replay.round(recorded, round, rows);
      Rounds rounds =
          new Rounds(run, 1, ROUNDS)
              .side(
                  "Quintet",
                  round -> engine.timed(() -> Ingest.all(client, blocks.apply(round), "round-" + round)))
              .side("bare", round -> engine.timed(() -> bare.insert(blocks.apply(round), 1)))
              .side("bare x2", round -> engine.timed(() -> bareTwice.insert(blocks.apply(round), THREADS)))
              .side(
                  "engine, 2 threads",
                  round -> {
                    own.writeFiles(quintet.stores().directory("clickhouse"), blocks.apply(round), THREADS);
                    return engine.timed(() -> own.insertFiles(THREADS));
                  })
              .measure();
      checkSame(engine, "quintet.ticks", bare, bareTwice, own);
      rounds.print("%5.2f M rows/s (%s)", seconds -> rows / seconds / 1e6);
      Samples toTwice = rounds.ratio("bare x2", "Quintet");
      Samples toEngine = rounds.ratio("engine, 2 threads", "Quintet");
      run.print("share of bare x2: %.2f (%s)", toTwice.median(), toTwice.spread());
      run.print(
          "share of the engine's own rate: %.2f (%s), goal >=0.60",
          toEngine.median(), toEngine.spread());
      return rounds.ratio("bare", "Quintet");
    }
  }

  /** A side that stored less, or something else, would be measured for other work. */
  private static void checkSame(BareClickHouse engine, String first, BareTable... others)
      throws Exception {
    String sum =
        """
        SELECT count(), sum(cityHash64(symbol, source, event_time, sequence, bid, ask))
        FROM %s
        WHERE tenant_id = 'demo'""";
    String expected = engine.execute(sum.formatted(first));
    for (BareTable other : others) {
      String found = engine.execute(sum.formatted(other.fullName()));
      if (!found.equals(expected)) {
        throw new IllegalStateException(
            "%s holds %s, %s holds %s".formatted(first, expected, other.fullName(), found));
      }
    }
  }
}
