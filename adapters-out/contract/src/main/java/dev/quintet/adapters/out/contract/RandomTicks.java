package dev.quintet.adapters.out.contract;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Batches of quotes and trades of EURUSD from two sources over five days, with ticks of one
 * instant, odd and even last digits, and corrections of earlier batches. The same seed, the same
 * batches.
 */
final class RandomTicks {

  static final Instant START = Instant.parse("2024-05-03T20:00:00Z");

  private static final int ROWS = 60;

  private RandomTicks() {}

  static List<Batch> batches(long seed, int count) {
    Random random = new Random(seed);
    List<Batch> batches = new ArrayList<>();
    for (int batch = 0; batch < count; batch++) {
      batches.add(batch(random));
    }
    return batches;
  }

  private static Batch batch(Random random) {
    String source = random.nextBoolean() ? "fxcm" : "oanda";
    boolean trades = random.nextInt(3) == 0;
    Batch batch = trades ? Batch.trades(source) : Batch.quotes(source);
    for (int row = 0; row < ROWS; row++) {
      Instant time = time(random);
      int sequence = row * 2 + random.nextInt(2); // unique in the batch, shared with other batches
      BigDecimal price = BigDecimal.valueOf(random.nextLong(-200_000_000L, 200_000_000L), 8);
      String volume = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 8).toPlainString();
      if (trades) {
        batch.trade("EURUSD", time, sequence, price.toPlainString(), volume);
      } else {
        String ask = price.add(BigDecimal.valueOf(random.nextInt(5), 8)).toPlainString();
        batch.quote("EURUSD", time, sequence, price.toPlainString(), ask, volume);
      }
    }
    return batch;
  }

  /** Few different instants, so that batches meet each other's identities. */
  private static Instant time(Random random) {
    long hour = random.nextInt(120);
    return START
        .plus(Duration.ofHours(hour))
        .plusMillis(250L * random.nextInt(60))
        .plusNanos(random.nextInt(2));
  }
}
