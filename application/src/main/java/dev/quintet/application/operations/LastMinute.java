package dev.quintet.application.operations;

import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** How much there was within the last minute, in parts of five seconds. */
final class LastMinute {

  private static final long PART_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int PARTS = 12;

  private final LongSupplier nanoClock;
  private final ConcurrentSkipListMap<Long, LongAdder> parts = new ConcurrentSkipListMap<>();

  LastMinute(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  void add(long count) {
    long number = number();
    parts.computeIfAbsent(number, it -> new LongAdder()).add(count);
    parts.headMap(number - PARTS, true).clear();
  }

  long sum() {
    return parts.tailMap(number() - PARTS, false).values().stream()
        .mapToLong(LongAdder::sum)
        .sum();
  }

  private long number() {
    return Math.floorDiv(nanoClock.getAsLong(), PART_NANOS);
  }
}
