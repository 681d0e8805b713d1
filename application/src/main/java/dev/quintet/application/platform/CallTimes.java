package dev.quintet.application.platform;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the calls of the last minute went, by operation. Both front doors tell; telling takes no lock
 * and never waits. What is remembered is bounded by the number of operations, which is that of the
 * interface.
 */
public final class CallTimes {

  /** The minute is seen in parts of this length; the oldest is forgotten as a whole. */
  private static final long PART_NANOS = Duration.ofSeconds(5).toNanos();

  private static final int PARTS = 12;

  /** More than are read, so that the oldest that is read is not the one that is being replaced. */
  private static final int RING = 16;

  private static final int MOST_OPERATIONS = 1_000;

  private final LongSupplier nanoClock;
  private final long begun;
  private final ConcurrentHashMap<String, Ring> operations = new ConcurrentHashMap<>();

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
    Part part = part(operation);
    if (part != null) {
      part.counts.incrementAndGet(LogScale.place(nanos));
      part.nanos.addAndGet(nanos);
    }
  }

  /** A call that was told as answered failed, and not by a mistake of its caller. */
  public void failed(String operation) {
    Part part = part(operation);
    if (part != null) {
      part.failures.incrementAndGet();
    }
  }

  /** All operations together. */
  public CallFigures all() {
    Sum sum = new Sum();
    operations.values().forEach(ring -> add(ring, sum));
    return sum.figures(within());
  }

  /** Each operation that was called within the last minute, in the order of their names. */
  public Map<String, CallFigures> byOperation() {
    Map<String, CallFigures> figures = new TreeMap<>();
    operations.forEach(
        (operation, ring) -> {
          Sum sum = new Sum();
          add(ring, sum);
          CallFigures found = sum.figures(within());
          if (found.calls() > 0) {
            figures.put(operation, found);
          }
        });
    return figures;
  }

  private @Nullable Part part(String operation) {
    Ring ring = operations.get(operation);
    if (ring == null) {
      if (operations.size() >= MOST_OPERATIONS) {
        return null;
      }
      ring = operations.computeIfAbsent(operation, it -> new Ring());
    }
    return ring.part(number());
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

  private void add(Ring ring, Sum sum) {
    long newest = number();
    for (int i = 0; i < RING; i++) {
      Part part = ring.parts.get(i);
      if (part != null && part.number > newest - PARTS && part.number <= newest) {
        sum.add(part);
      }
    }
  }

  /** The parts of one operation. */
  private static final class Ring {

    private final AtomicReferenceArray<@Nullable Part> parts = new AtomicReferenceArray<>(RING);

    /** Whoever loses the race for a new part uses the winner's. */
    private Part part(long number) {
      int place = (int) (number % RING);
      Part found = parts.get(place);
      if (found != null && found.number >= number) {
        return found;
      }
      Part fresh = new Part(number);
      Part witness = parts.compareAndExchange(place, found, fresh);
      return witness == found || witness == null ? fresh : witness;
    }
  }

  private static final class Part {
    private final long number;
    private final AtomicLongArray counts = new AtomicLongArray(LogScale.PLACES);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private Part(long number) {
      this.number = number;
    }
  }

  private static final class Sum {
    private final long[] counts = new long[LogScale.PLACES];
    private long calls;
    private long nanos;
    private long failures;

    private void add(Part part) {
      for (int place = 0; place < counts.length; place++) {
        long count = part.counts.get(place);
        counts[place] += count;
        calls += count;
      }
      nanos += part.nanos.get();
      failures += part.failures.get();
    }

    private CallFigures figures(Duration within) {
      return new CallFigures(
          calls,
          Math.min(failures, calls),
          within,
          Duration.ofNanos(calls == 0 ? 0 : nanos / calls),
          LogScale.quantile(counts, calls, 50),
          LogScale.quantile(counts, calls, 99));
    }
  }
}
