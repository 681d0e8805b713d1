package dev.quintet.engines;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what the operating system reports only when asked. */
final class Wait {
  /** How long a process that is killed may take to be gone. */
  static final Duration FOR_A_KILL = Duration.ofSeconds(10);

  private static final long EAGER_NANOS = Duration.ofSeconds(2).toNanos();

  private Wait() {}

  /** Asks until the condition holds; false at the deadline or when interrupted. */
  static boolean until(Duration deadline, BooleanSupplier condition) {
    long from = System.nanoTime();
    while (!condition.getAsBoolean()) {
      long waited = System.nanoTime() - from;
      if (waited > deadline.toNanos()) {
        return false;
      }
      try {
        // Most waits end soon; a long one, like a recovery, must not be disturbed by questions.
        Thread.sleep(waited < EAGER_NANOS ? 5 : 100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** The same for cleaning up, which an interruption must not cut short. */
  static boolean uninterruptibly(Duration deadline, BooleanSupplier condition) {
    long from = System.nanoTime();
    boolean interrupted = Thread.interrupted();
    boolean met = until(deadline, condition);
    while (!met && Thread.interrupted()) {
      interrupted = true;
      met = until(deadline.minusNanos(System.nanoTime() - from), condition);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return met;
  }
}
