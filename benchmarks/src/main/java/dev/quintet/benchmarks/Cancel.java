package dev.quintet.benchmarks;

import dev.quintet.client.BarQuery;
import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.Side;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import io.grpc.CallOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
final class Cancel implements Scenario {

  private static final int ROWS = 10_000_000;
  private static final int ROUNDS = 5;
  private static final int CALLS = 5;
  private static final double LIMIT_MILLIS = 250;
  private static final String SYMBOL = "EURUSD";
  private static final Instant FROM = Instant.parse("2014-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2016-01-01T00:00:00Z");

  @Override
  public String name() {
    return "cancel";
  }

  @Override
  public String about() {
    return "ms until the engine has ended the query of a caller who left, the slowest, to 250 ms";
  }

  @Override
  public Goal goal() {
    return Goal.atMost(1);
  }

  @Override
  public Samples run(Run run) throws Exception {
    RecordedTicks recorded = RecordedTicks.of(RecordedTicks.in(run.ticks()), SYMBOL);
    int rounds = run.rounds().orElse(ROUNDS);
    List<Double> all = new ArrayList<>();
    double[] slowest = new double[rounds];
    try (Quintet quintet = run.startQuintet();
        BareClickHouse engine = quintet.stores().clickHouse();
        Abandoned caller = Abandoned.on(quintet, engine)) {
      try (var client = quintet.client()) {
        Ingest.all(client, Replay.round(List.of(recorded), 0, run.rows().orElse(ROWS)), "cancel");
        engine.rest();
        run.print(
            "bars that nobody gives up take %.0f ms",
            1e3 * Latency.seconds(() -> client.bars(barsLeftAlone())));
      }
      // A round that does not count: a cold process needs longer to begin than its deadline is.
      round(caller);
      for (int round = 0; round < rounds; round++) {
        List<Double> millis = round(caller);
        all.addAll(millis);
        slowest[round] = millis.stream().mapToDouble(taken -> taken).max().orElseThrow();
      }
    }
    Samples samples = new Samples(all.stream().mapToDouble(taken -> taken).toArray());
    run.print(
        "gone after p50 %.0f ms, p90 %.0f ms, at most %.0f ms of %d, goal <=%.0f",
        samples.median(),
        samples.quantile(0.9),
        samples.quantile(1),
        samples.count(),
        LIMIT_MILLIS);
    return Samples.of(slowest, taken -> taken / LIMIT_MILLIS);
  }

  private static List<Double> round(Abandoned caller) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      for (CallOptions options : List.of(Abandoned.LEAVES, Abandoned.WAITS_BRIEFLY)) {
        millis.add(
            caller.millisUntilGone(
                MarketDataServiceGrpc.getStreamTicksMethod(), stream(), options));
        millis.add(caller.millisUntilGone(MarketDataServiceGrpc.getBarsMethod(), bars(), options));
      }
    }
    return millis;
  }

  private static StreamTicksRequest stream() {
    return StreamTicksRequest.newBuilder()
        .setSymbol(SYMBOL)
        .setFromNanos(nanos(FROM))
        .setToNanos(nanos(TO))
        .build();
  }

  private static BarQuery barsLeftAlone() {
    return BarQuery.of(SYMBOL, "1m", BarQuery.Side.BID, FROM, TO).asKnownAt(Instant.now());
  }

  private static BarsRequest bars() {
    return BarsRequest.newBuilder()
        .setSymbol(SYMBOL)
        .setInterval("1m")
        .setSide(Side.SIDE_BID)
        .setFromNanos(nanos(FROM))
        .setToNanos(nanos(TO))
        .setKnownAtMicros(TimeUnit.SECONDS.toMicros(Instant.now().getEpochSecond()))
        .build();
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond());
  }
}
