package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Sends one symbol's quotes, a batch after the other, until it is stopped, and remembers what was
 * acknowledged. A third of its batches corrects some quotes of the one before. When a batch fails it
 * is sent again with its id, or, now and then, left lying until the end.
 */
final class Producer implements Runnable {

  private static final long START = 1_705_312_800_000_000_000L; // 2024-01-15T10:00Z
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** How long anything may take to work again. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A quote as it must be read back. */
  record Quote(long bid, long ask) {}

  final String symbol;

  private final Line line;
  private final String key;
  private final Random random;
  private final TreeMap<Long, Quote> expected = new TreeMap<>();
  private final List<Quotes> acknowledged = new ArrayList<>();
  private final List<Quotes> abandoned = new ArrayList<>();
  private volatile boolean stopped;
  private long time = START;
  private long price = 138_000;
  private int batches;
  private int failures;

  Producer(String symbol, Line line, String key, long seed) {
    this.symbol = symbol;
    this.line = line;
    this.key = key;
    this.random = new Random(seed);
  }

  @Override
  public void run() {
    @Nullable Quotes before = null;
    while (!stopped) {
      Quotes next = next(before);
      before = send(next) ? next : null;
      LockSupport.parkNanos(random.nextLong(100_000_000));
    }
  }

  /** Ends after the answer that it waits for; what has none then is left lying. */
  void stop() {
    stopped = true;
  }

  private Quotes next(@Nullable Quotes before) {
    int fresh = 20 + random.nextInt(300);
    int corrections =
        before == null || random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(Math.min(50, before.rows()));
    int rows = fresh + corrections;
    Quotes quotes =
        new Quotes(
            symbol + "-" + batches++, symbol, new long[rows], new long[rows], new long[rows]);
    for (int row = 0; row < rows; row++) {
      if (row < corrections && before != null) {
        quotes.times()[row] = before.times()[row];
      } else {
        time += 1 + random.nextLong(400_000_000);
        quotes.times()[row] = time;
      }
      price += random.nextInt(11) - 5;
      if (row < corrections && before != null && price == before.bids()[row]) {
        price++; // the same values again are no correction
      }
      quotes.bids()[row] = price;
      quotes.asks()[row] = price + random.nextInt(4);
    }
    return quotes;
  }

  private boolean send(Quotes batch) {
    boolean leave = random.nextInt(3) == 0;
    while (true) {
      if (stopped) {
        abandon(batch);
        return false;
      }
      switch (Ingest.send(Ingest.as(key, line.channel()), batch.request(), DEADLINE)) {
        case Ingest.Outcome.Stored(var receipt) -> {
          assertThat(receipt.getAccepted()).isEqualTo(batch.rows());
          acknowledge(batch);
          return true;
        }
        case Ingest.Outcome.Refused(var problem) ->
            assertThat(problem.getKind())
                .as(problem.getDetail())
                .isIn("unavailable", "outcome_unknown", "limit_exceeded");
        case Ingest.Outcome.Broken(var status) ->
            assertThat(status.getCode().name())
                .as(status.toString())
                .isIn("UNAVAILABLE", "DEADLINE_EXCEEDED");
      }
      failures++;
      if (leave) {
        abandon(batch);
        return false;
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  private synchronized void acknowledge(Quotes batch) {
    acknowledged.add(batch);
    for (int row = 0; row < batch.rows(); row++) {
      expected.put(batch.times()[row], new Quote(batch.bids()[row], batch.asks()[row]));
    }
  }

  private synchronized void abandon(Quotes batch) {
    abandoned.add(batch);
  }

  /** Sends what was left lying; none of it was corrected since. */
  void finish() {
    for (Quotes batch : abandoned()) {
      assertThat(Ingest.send(Ingest.as(key, line.channel()), batch.request(), DEADLINE))
          .isInstanceOf(Ingest.Outcome.Stored.class);
      acknowledge(batch);
    }
  }

  /** The batches in the order of their acknowledgements. */
  synchronized List<Quotes> acknowledged() {
    return List.copyOf(acknowledged);
  }

  synchronized List<Quotes> abandoned() {
    return List.copyOf(abandoned);
  }

  /** What has to be read back, by event time. */
  synchronized TreeMap<Long, Quote> expected() {
    return new TreeMap<>(expected);
  }

  /** Returns when so many more batches of each were acknowledged; throws what one of them threw. */
  static void awaitMore(int more, List<Producer> producers, List<Future<?>> running) {
    List<Integer> before = producers.stream().map(it -> it.acknowledged().size()).toList();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              for (int i = 0; i < running.size(); i++) {
                if (running.get(i).isDone()) {
                  running.get(i).get(); // it failed
                }
                if (producers.get(i).acknowledged().size() < before.get(i) + more) {
                  return false;
                }
              }
              return true;
            });
  }

  /** How often a batch was answered with a problem, or not at all. */
  int failures() {
    return failures;
  }
}
