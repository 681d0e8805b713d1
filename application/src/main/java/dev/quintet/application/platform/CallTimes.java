package dev.quintet.application.platform;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the calls of the last minute went, by operation. Every inbound adapter counts its calls here;
 * counting takes no lock and never waits. What is remembered is bounded by the number of operations,
 * which is that of the interface.
 */
public final class CallTimes {

  /** The minute is seen in parts of this length; the oldest is forgotten as a whole. */
  private static final long PART_NANOS = Duration.ofSeconds(5).toNanos();

  private static final int PARTS = 12;
  private static final int MOST_OPERATIONS = 1_000;

  private final LongSupplier nanoClock;
  private final long begun;

  /** By the number of the part of time, and in it by operation. */
  private final ConcurrentSkipListMap<Long, Map<String, Sum>> parts = new ConcurrentSkipListMap<>();

  public CallTimes() {
    this(System::nanoTime);
  }

  CallTimes(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.begun = nanoClock.getAsLong();
  }

  /**
   * A call got its first answer, or its refusal.
   *
   * @param operation one of the interface's, as it names them: never what a caller wrote
   */
  public void answered(String operation, long nanos) {
    Sum sum = running(operation);
    if (sum != null) {
      sum.counts.incrementAndGet(LogScale.place(nanos));
      sum.nanos.addAndGet(nanos);
    }
  }

  /** A call that was counted as answered failed, and not by a mistake of its caller. */
  public void failed(String operation) {
    Sum sum = running(operation);
    if (sum != null) {
      sum.failures.incrementAndGet();
    }
  }

  /** All operations together. */
  public CallFigures all() {
    Sum all = new Sum();
    lastMinute().values().forEach(all::add);
    return all.figures(within());
  }

  /** Each operation that was called within the last minute, in the order of their names. */
  public Map<String, CallFigures> byOperation() {
    Map<String, CallFigures> figures = new TreeMap<>();
    lastMinute().forEach((operation, sum) -> figures.put(operation, sum.figures(within())));
    return figures;
  }

  /** Of the part of time that is running; null when there are too many operations. */
  private @Nullable Sum running(String operation) {
    long number = number();
    Map<String, Sum> part = parts.get(number);
    if (part == null) {
      part = parts.computeIfAbsent(number, it -> new ConcurrentHashMap<>());
      parts.headMap(number - PARTS, true).clear();
    }
    Sum found = part.get(operation);
    if (found != null || part.size() >= MOST_OPERATIONS) {
      return found;
    }
    return part.computeIfAbsent(operation, it -> new Sum());
  }

  /** Which part of time is running. */
  private long number() {
    return (nanoClock.getAsLong() - begun) / PART_NANOS;
  }

  /** From the beginning of the oldest part that is read. */
  private Duration within() {
    long now = nanoClock.getAsLong() - begun;
    long oldest = Math.max(0, now / PART_NANOS - (PARTS - 1));
    return Duration.ofNanos(Math.max(1, now - oldest * PART_NANOS));
  }

  private Map<String, Sum> lastMinute() {
    Map<String, Sum> sums = new TreeMap<>();
    for (Map<String, Sum> part : parts.tailMap(number() - PARTS, false).values()) {
      part.forEach((operation, sum) -> sums.computeIfAbsent(operation, it -> new Sum()).add(sum));
    }
    return sums;
  }

  private static final class Sum {

    private final AtomicLongArray counts = new AtomicLongArray(LogScale.PLACES);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private void add(Sum other) {
      for (int place = 0; place < LogScale.PLACES; place++) {
        counts.addAndGet(place, other.counts.get(place));
      }
      nanos.addAndGet(other.nanos.get());
      failures.addAndGet(other.failures.get());
    }

    private CallFigures figures(Duration within) {
      long calls = 0;
      for (int place = 0; place < LogScale.PLACES; place++) {
        calls += counts.get(place);
      }
      return new CallFigures(
          calls,
          Math.min(failures.get(), calls),
          within,
          Duration.ofNanos(calls == 0 ? 0 : nanos.get() / calls),
          LogScale.quantile(counts, calls, 50),
          LogScale.quantile(counts, calls, 99));
    }
  }
}
