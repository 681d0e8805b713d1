package dev.quintet.adapters.out.telemetry;

import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Counts statements that were slow and tells of them in the log, of the same one once in five
 * seconds. It tells what a statement was for and its fingerprint, never its text or its values.
 */
final class SlowStatements {

  private static final Logger LOG = LoggerFactory.getLogger(SlowStatements.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  /** Remembered at most; who has more to tell tells it twice. */
  private static final int MOST = 1_000;

  private final long thresholdNanos;
  private final LongSupplier nanoTime;
  private final Map<Observer.Database, Counter> counters = new EnumMap<>(Observer.Database.class);
  private final Map<String, Told> told = new HashMap<>();

  SlowStatements(Duration threshold, MeterRegistry registry, LongSupplier nanoTime) {
    this.thresholdNanos = threshold.toNanos();
    this.nanoTime = nanoTime;
    for (Observer.Database store : Observer.Database.values()) {
      counters.put(store, registry.counter("slow.statements", "store", word(store)));
    }
  }

  boolean isSlow(long nanos) {
    return nanos >= thresholdNanos;
  }

  void report(
      Observer.Database store, String operation, String text, String outcome, long rows, long nanos) {
    Counter counter = counters.get(store);
    if (counter != null) {
      counter.increment();
    }
    String fingerprint = Fingerprint.of(text);
    OptionalLong silent = due(fingerprint);
    if (silent.isEmpty()) {
      return;
    }
    LoggingEventBuilder line =
        LOG.atWarn()
            .addKeyValue("store", word(store))
            .addKeyValue("operation", operation)
            .addKeyValue("fingerprint", fingerprint)
            .addKeyValue("duration_ms", Duration.ofNanos(nanos).toMillis())
            .addKeyValue("outcome", outcome);
    if (rows != Observation.UNKNOWN) {
      line = line.addKeyValue("rows", rows);
    }
    if (silent.getAsLong() > 0) {
      line = line.addKeyValue("silent", silent.getAsLong());
    }
    line.log("slow statement");
  }

  /** How often the same was slow since it was told; empty: it is not to be told now. */
  private synchronized OptionalLong due(String fingerprint) {
    long now = nanoTime.getAsLong();
    Told before = told.get(fingerprint);
    if (before != null && now - before.at < PAUSE_NANOS) {
      before.silent++;
      return OptionalLong.empty();
    }
    if (told.size() >= MOST) {
      told.clear();
    }
    told.put(fingerprint, new Told(now));
    return OptionalLong.of(before == null ? 0 : before.silent);
  }

  private static String word(Observer.Database store) {
    return store.name().toLowerCase(Locale.ROOT);
  }

  private static final class Told {
    private final long at;
    private long silent;

    private Told(long at) {
      this.at = at;
    }
  }
}
