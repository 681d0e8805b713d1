package dev.quintet.engines;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what the operating system tells only when asked. */
final class Wait {
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Wait() {}

  /** Asks until the condition holds; false at the deadline or when interrupted. */
  static boolean until(Duration deadline, BooleanSupplier condition) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
