package dev.quintet.domain.shared;

import java.time.Duration;

/**
 * The instant, on this process's monotonic clock, after which nobody waits for the answer any
 * more. Wall-clock jumps do not move it.
 */
public record Deadline(long nanoTime) {

  /** A deadline {@code timeout} from now; at most a day. */
  public static Deadline after(Duration timeout) {
    Duration bounded = timeout.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1) : timeout;
    return new Deadline(System.nanoTime() + bounded.toNanos());
  }

  /** What is left, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  public boolean expired() {
    return nanoTime - System.nanoTime() <= 0;
  }
}
