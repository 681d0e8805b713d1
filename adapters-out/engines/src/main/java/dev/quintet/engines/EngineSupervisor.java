package dev.quintet.engines;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts engines again that end by themselves: at once when they have worked for a while, after
 * growing waits when they keep ending. Never gives up; an engine that is stopped is left alone.
 */
public final class EngineSupervisor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EngineSupervisor.class);
  private static final Duration WORKED = Duration.ofSeconds(10);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("engine supervisor ", 0).factory());

  private EngineSupervisor() {}

  /** Watches the engines until it is closed; to be closed before they are. */
  public static EngineSupervisor of(Engines engines) {
    EngineSupervisor supervisor = new EngineSupervisor();
    engines.all().forEach(engine -> supervisor.threads.execute(() -> supervise(engine)));
    return supervisor;
  }

  private static void supervise(RunningEngine engine) {
    Duration wait = Duration.ZERO;
    try {
      boolean supervised = true;
      while (supervised) {
        long from = System.nanoTime();
        engine.awaitEnd();
        if (System.nanoTime() - from > WORKED.toNanos()) {
          wait = Duration.ZERO;
        }
        Thread.sleep(wait);
        supervised = startAgain(engine);
        wait = longer(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean startAgain(RunningEngine engine) throws InterruptedException {
    try {
      long from = System.nanoTime();
      boolean again = engine.startAgain();
      if (again) {
        LOG.warn(
            "{} had ended and answers again, {} ms after its start",
            engine.program.title(),
            Duration.ofNanos(System.nanoTime() - from).toMillis());
      }
      return again;
    } catch (EngineException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LOG.error("{} ended and does not start again", engine.program.title(), e);
      return true;
    }
  }

  private static Duration longer(Duration wait) {
    Duration doubled = wait.isZero() ? FIRST_WAIT : wait.multipliedBy(2);
    return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
  }

  /** Watches no longer; a start that is under way is given up. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
