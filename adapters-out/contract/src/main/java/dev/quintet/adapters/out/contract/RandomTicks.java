package dev.quintet.adapters.out.contract;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Batches of quotes and trades of EURUSD from two sources over five days, with ticks of one instant,
 * odd and even last digits, and corrections of earlier batches. The same seed, the same batches.
 */
final class RandomTicks {

  static final Instant START = Instant.parse("2024-05-03T20:00:00Z");

  private static final int ROWS = 60;

  private RandomTicks() {}

  static List<Batch> batches(long seed, int count) {
    Random random = new Random(seed);
    List<Batch> batches = new ArrayList<>();
    for (int batch = 0; batch < count; batch++) {
      String source = random.nextBoolean() ? "fxcm" : "oanda";
      batches.add(random.nextInt(3) == 0 ? trades(source, random) : quotes(source, random));
    }
    return batches;
  }

  /** Few different instants, so that batches meet each other's identities. */
  private static Instant time(Random random) {
    long hour = random.nextInt(120);
    return START
        .plus(Duration.ofHours(hour))
        .plusMillis(250L * random.nextInt(60))
        .plusNanos(random.nextInt(2));
  }

  private static Batch quotes(String source, Random random) {
    Batch batch = Batch.quotes(source);
    for (int row = 0; row < ROWS; row++) {
      BigDecimal bid = BigDecimal.valueOf(random.nextLong(-200_000_000L, 200_000_000L), 8);
      BigDecimal ask = bid.add(BigDecimal.valueOf(random.nextInt(5), 8));
      batch.quote(
          "EURUSD",
          time(random),
          sequence(row, random),
          bid.toPlainString(),
          ask.toPlainString(),
          volume(random));
    }
    return batch;
  }

  private static Batch trades(String source, Random random) {
    Batch batch = Batch.trades(source);
    for (int row = 0; row < ROWS; row++) {
      BigDecimal price = BigDecimal.valueOf(random.nextLong(-200_000_000L, 200_000_000L), 8);
      batch.trade(
          "EURUSD",
          time(random),
          sequence(row, random),
          price.toPlainString(),
          volume(random));
    }
    return batch;
  }

  /** Unique within the batch, shared with other batches. */
  private static int sequence(int row, Random random) {
    return row * 2 + random.nextInt(2);
  }

  private static String volume(Random random) {
    return BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 8).toPlainString();
  }
}
