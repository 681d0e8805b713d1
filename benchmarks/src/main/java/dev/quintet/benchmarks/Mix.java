package dev.quintet.benchmarks;

import dev.quintet.client.BarQuery;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.TickPages;
import dev.quintet.client.TickQuery;
import dev.quintet.client.TickWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * What a caller of a mixed load does, at random: mostly the cheap things.
 *
 * @param data of the demo tenant
 * @param tenants of an administrator of the benchmark's tenant
 */
record Mix(RecordedTicks recorded, QuintetClient data, QuintetClient tenants) {

  static final String SYMBOL = "EURUSD";

  private static final Instant DAY = Instant.parse("2014-05-08T00:00:00Z");
  private static final int BATCH_ROWS = 100;
  private static final Duration WEEKS = Duration.ofDays(14);

  /** Weights in a hundred. */
  enum Operation {
    TENANT(30),
    LAST_QUOTE(30),
    QUOTES_AS_OF(5),
    BARS(10),
    COVERAGE(5),
    TICKS(10),
    INGEST(10);

    private final int weight;

    Operation(int weight) {
      this.weight = weight;
    }

    static Operation any(Random random) {
      int at = random.nextInt(100);
      for (Operation operation : values()) {
        at -= operation.weight;
        if (at < 0) {
          return operation;
        }
      }
      throw new IllegalStateException("the weights are less than a hundred");
    }
  }

  /**
   * @param batch names the batch to be ingested, and where in the endless replay it begins
   */
  void run(Operation operation, Random random, TickWriter writer, Batch batch) {
    Instant time = DAY.plusSeconds(random.nextInt(86_400));
    switch (operation) {
      case TENANT -> tenants.tenant(Quintet.TENANT);
      case LAST_QUOTE -> data.lastQuote(SYMBOL);
      case QUOTES_AS_OF -> data.quotesAsOf(List.of(SYMBOL), time);
      case BARS ->
          data.bars(BarQuery.of(SYMBOL, "1m", BarQuery.Side.BID, DAY, DAY.plus(Duration.ofDays(1))));
      case COVERAGE -> data.coverage(SYMBOL, DAY, DAY.plus(Duration.ofDays(1)));
      case TICKS -> readAll(TickQuery.of(SYMBOL, time, time.plus(Duration.ofMinutes(10))));
      case INGEST -> {
        writer.write(new Replay.Block(recorded, batch.from(), BATCH_ROWS).batch(batch.id()));
        writer.flush();
      }
    }
  }

  private void readAll(TickQuery query) {
    try (TickPages pages = data.ticks(query)) {
      while (pages.hasNext()) {
        pages.next();
      }
    }
  }

  /** A batch that no other caller sends. */
  record Batch(int caller, long number) {

    String id() {
      return "soak-" + caller + "-" + number;
    }

    /** Behind what was there before; callers take turns. */
    long from() {
      return 10_000_000L + (number * Soak.CALLERS + caller) * BATCH_ROWS;
    }
  }
}
