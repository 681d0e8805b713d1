package dev.quintet.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait before the next attempt: doubling from 50 ms to 5 s, each shortened by a random
 * part so that many clients do not come back at once, and never for longer than allowed in all.
 */
final class Backoff {

  private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final long giveUpNanos;
  private int failures;
  private long firstFailure;

  Backoff(Duration giveUpAfter) {
    this.giveUpNanos = giveUpAfter.toNanos();
  }

  /** The last attempt got somewhere: the next failure is a first one. */
  void reset() {
    failures = 0;
  }

  /**
   * Notes a failure and says how long to wait.
   *
   * @throws QuintetException the failure itself when no retry can help or time is up
   */
  long nextNanos(QuintetException failure) {
    long now = System.nanoTime();
    if (failures == 0) {
      firstFailure = now;
    }
    if (!failure.retryable() || now - firstFailure >= giveUpNanos) {
      throw failure;
    }
    long most = Math.min(MOST_NANOS, FIRST_NANOS << Math.min(failures, 10));
    failures++;
    long random = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    long asked = nanos(failure.retryAfter().orElse(Duration.ZERO));
    if (asked > giveUpNanos) {
      // Of a quota: it is used up until a cycle ends.
      throw failure;
    }
    return Math.max(random, asked);
  }

  /** At most what can be said in nanoseconds, 292 years. */
  private static long nanos(Duration duration) {
    return duration.getSeconds() >= Long.MAX_VALUE / 1_000_000_000
        ? Long.MAX_VALUE
        : duration.toNanos();
  }

  void awaitRetry(QuintetException failure) {
    long nanos = nextNanos(failure);
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      throw QuintetException.interrupted(e);
    }
  }
}
