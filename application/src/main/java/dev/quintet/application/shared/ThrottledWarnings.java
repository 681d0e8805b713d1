package dev.quintet.application.shared;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Warns of the same thing once in five seconds, and then says how often it kept silent: while a
 * store is down every batch fails in the same way.
 */
public final class ThrottledWarnings {

  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  /** Remembered at most; beyond that some are repeated too early. */
  private static final int MOST = 100;

  private final Logger log;
  private final LongSupplier nanoTime;
  private final Map<Object, Said> said = new HashMap<>();

  public ThrottledWarnings(Logger log) {
    this(log, System::nanoTime);
  }

  ThrottledWarnings(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /**
   * Warns, unless the same was warned of a moment ago.
   *
   * @param same what makes two warnings the same, one of a few values, since it is remembered
   */
  public void warn(Object same, String message, @Nullable Throwable cause) {
    due(same)
        .ifPresent(
            silent ->
                log.warn(
                    silent == 0 ? message : message + " (and " + silent + " times before)", cause));
  }

  /** How often the same was not said since it was said; empty: it is not to be said now. */
  synchronized OptionalLong due(Object same) {
    long now = nanoTime.getAsLong();
    Said before = said.get(same);
    if (before != null && now - before.at < PAUSE_NANOS) {
      before.silent++;
      return OptionalLong.empty();
    }
    if (said.size() >= MOST) {
      said.clear();
    }
    said.put(same, new Said(now));
    return OptionalLong.of(before == null ? 0 : before.silent);
  }

  private static final class Said {
    private final long at;
    private long silent;

    Said(long at) {
      this.at = at;
    }
  }
}
