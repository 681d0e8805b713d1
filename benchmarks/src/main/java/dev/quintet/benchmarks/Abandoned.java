package dev.quintet.benchmarks;

import dev.quintet.client.QuintetException;
import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls that are given up while the engine works on them. */
record Abandoned(BareClickHouse engine, ScheduledExecutorService timer) implements AutoCloseable {

  private static final String RUNNING =
      "SELECT count() FROM system.processes WHERE user = 'quintet_reader'";
  private static final int ATTEMPTS = 20;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  Abandoned(BareClickHouse engine) {
    this(engine, Executors.newSingleThreadScheduledExecutor());
  }

  /**
   * Begins the call, gives it up, and waits until the engine shows no query any more. A call whose
   * query was not running when it was given up does not count and is made again.
   *
   * @param deadline which passes while the query is running; null: the caller leaves once it is seen
   */
  double millisUntilGone(@Nullable Duration deadline, Runnable call) throws Exception {
    AtomicReference<@Nullable QuintetException> outcome = new AtomicReference<>();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      awaitRest();
      long end = System.nanoTime() + (deadline == null ? LONGEST : deadline).toNanos();
      Context.CancellableContext caller =
          deadline == null
              ? Context.current().withCancellation()
              : Context.current()
                  .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS, timer);
      Thread thread = Thread.startVirtualThread(caller.wrap(() -> run(call, outcome)));
      boolean running = false;
      while (System.nanoTime() < end && !(running && deadline == null)) {
        running = isRunning();
      }
      long given = deadline == null ? System.nanoTime() : end;
      caller.cancel(null);
      if (running) {
        awaitRest();
        double millis = (System.nanoTime() - given) / 1e6;
        thread.join();
        return millis;
      }
      thread.join();
    }
    throw new IllegalStateException(
        "the engine was not seen at work on the call, which ended with " + outcome);
  }

  private static void run(Runnable call, AtomicReference<@Nullable QuintetException> outcome) {
    try {
      call.run();
    } catch (QuintetException e) {
      outcome.set(e);
    }
  }

  private void awaitRest() throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (isRunning()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the query does not end");
      }
    }
  }

  private boolean isRunning() throws Exception {
    return Integer.parseInt(engine.execute(RUNNING)) > 0;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
