package dev.quintet.adapters.out.telemetry;

import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.StoreName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Counts statements that were slow and logs them, the same one once in five seconds: what it was for
 * and its fingerprint, never its text or its values.
 */
final class SlowStatements {

  private static final Logger LOG = LoggerFactory.getLogger(SlowStatements.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  /** Remembered at most; beyond that one may be logged too early. */
  private static final int MOST = 1_000;

  private final long thresholdNanos;
  private final LongSupplier nanoTime;
  private final MeterRegistry registry;
  private final Map<String, Logged> logged = new HashMap<>();

  SlowStatements(Duration threshold, MeterRegistry registry, LongSupplier nanoTime) {
    this.thresholdNanos = threshold.toNanos();
    this.registry = registry;
    this.nanoTime = nanoTime;
  }

  /** From now on a store without slow statements is counted with zero. */
  Counter follow(StoreName store) {
    return Counter.builder("slow.statements")
        .description("Statements that took longer than quintet.telemetry.slow-statement")
        .tag("store", store.word())
        .register(registry);
  }

  boolean isSlow(long nanos) {
    return nanos >= thresholdNanos;
  }

  void report(
      StoreName store, String operation, String text, String outcome, long rows, long nanos) {
    follow(store).increment();
    String fingerprint = Fingerprint.of(text);
    OptionalLong silent = due(fingerprint);
    if (silent.isEmpty()) {
      return;
    }
    LoggingEventBuilder line =
        LOG.atWarn()
            .addKeyValue("store", store.word())
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

  /** How often the same was slow since it was logged; empty: it is not to be logged now. */
  private synchronized OptionalLong due(String fingerprint) {
    long now = nanoTime.getAsLong();
    Logged before = logged.get(fingerprint);
    if (before != null && now - before.at < PAUSE_NANOS) {
      before.silent++;
      return OptionalLong.empty();
    }
    if (logged.size() >= MOST) {
      logged.clear();
    }
    logged.put(fingerprint, new Logged(now));
    return OptionalLong.of(before == null ? 0 : before.silent);
  }

  private static final class Logged {
    private final long at;
    private long silent;

    private Logged(long at) {
      this.at = at;
    }
  }
}
