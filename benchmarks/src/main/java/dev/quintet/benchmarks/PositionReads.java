package dev.quintet.benchmarks;

import dev.quintet.client.CurrentPosition;
import dev.quintet.client.QuintetClient;
import dev.quintet.trades.v1.GetPositionResponse;
import dev.quintet.trades.v1.Position;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.List;

/**
 * An open position over gRPC, which the cache answers, by a service of its tenant. Beside it the same client
 * calling the {@link BareService}, which reads as large an answer from the same Redis by Lettuce. One caller,
 * one call at a time, 3,000 calls a turn; before the first round three rounds do not count. Ratio: p50 of a
 * round to that of the bare service.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run position-read</pre>
 */
final class PositionReads {

  private static final int ROUNDS = 7;
  private static final int WARM_UP = 3;
  private static final int CALLS = 3_000;

  private PositionReads() {}

  static Samples run(Run run) throws Exception {
    int calls = run.rows().orElse(CALLS);
    try (Quintet quintet = run.startQuintet();
        ServerProcess bare = BareService.start(quintet, BareService.Threads.VIRTUAL);
        QuintetClient client = quintet.client();
        QuintetClient toBare = bare.client();
        RedisClient redis = RedisClient.create(LastQuotes.uri(quintet))) {
      TradeWrites.openAccounts(quintet, "own");
      client
          .trades()
          .record(List.of(TradeWrites.sent("own", 1)), List.of(), Duration.ofSeconds(30));
      byte[] answer = answer(client);
      String unused =
          redis.connect(ByteArrayCodec.INSTANCE).sync().set(BareService.POSITION, answer);
      Rounds rounds =
          new Rounds(run, WARM_UP, ROUNDS)
              .side("Quintet", round -> median(calls, client))
              .side("bare", round -> median(calls, toBare))
              .measure();
      rounds.print("p50 %5.0f us (%s)", millis -> millis * 1_000);
      return rounds.ratio("Quintet", "bare");
    }
  }

  private static double median(int calls, QuintetClient client) throws Exception {
    return Latency.millis(calls, () -> client.trades().position("own", "DAX", "")).median();
  }

  /** As large as that of the service. */
  private static byte[] answer(QuintetClient client) {
    CurrentPosition position = client.trades().position("own", "DAX", "");
    return GetPositionResponse.newBuilder()
        .setPosition(
            Position.newBuilder()
                .setAccountId("own")
                .setSymbol("DAX")
                .setQuantity("1.00000000")
                .setAveragePrice("100.00000000")
                .setRealisedProfit("0.0000")
                .setDividends("0.0000")
                .setCommission("0.0000")
                .setSwap("0.0000")
                .setFunding("0.0000")
                .setCurrency("EUR")
                .setCycles(1)
                .setChangedAtMicros(1_700_000_000_000_000L))
        .setStore(position.store())
        .build()
        .toByteArray();
  }
}
