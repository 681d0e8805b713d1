package dev.quintet.adapters.out.telemetry;

import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Measures into histograms that Prometheus reads. */
@Singleton
final class MicrometerObserver implements Observer, AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final AtomicBoolean lookedAt = new AtomicBoolean();
  private final SlowStatements slow;
  private final Timers grpc = new Timers(registry, "grpc.call", "method");
  private final Timers http = new Timers(registry, "http.call", "route");
  private final Timers postgresql = new Timers(registry, "postgresql.query", "operation");
  private final Timers clickhouse = new Timers(registry, "clickhouse.query", "operation");
  private final Timers cache = new Timers(registry, "cache.access", "operation");

  MicrometerObserver(TelemetryConfiguration configuration) {
    slow = new SlowStatements(configuration.slowStatement(), registry, System::nanoTime);
  }

  @Override
  public Observation call(Door door, String operation, @Nullable String traceparent) {
    return new Call(
        switch (door) {
          case GRPC -> grpc.operation(operation);
          case HTTP -> http.operation(operation);
        });
  }

  @Override
  public Observation statement(Database store, String operation, String text) {
    Timers timers =
        switch (store) {
          case POSTGRESQL -> postgresql;
          case CLICKHOUSE -> clickhouse;
          case CACHE -> cache;
        };
    return new Statement(store, timers.operation(operation), text);
  }

  @Override
  public void gauge(String name, String of, LongSupplier value) {
    Gauge.builder(name, value, LongSupplier::getAsLong)
        .tag("of", of)
        .strongReference(true)
        .register(registry);
  }

  @Override
  public String exposition() {
    if (lookedAt.compareAndSet(false, true)) {
      bindProcess();
    }
    return registry.scrape();
  }

  /** At the first look: a start need not wait for it. */
  private void bindProcess() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  @Override
  @PreDestroy
  public void close() {
    collections.close();
    registry.close();
  }

  private static long nanosSince(long begun, long idleNanos) {
    return Math.max(0, System.nanoTime() - begun - idleNanos);
  }

  /** A call may be ended by its work and by its caller at once. */
  private static final class Call implements Observation {
    private final Timers.Operation operation;
    private final long begun = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    private Call(Timers.Operation operation) {
      this.operation = operation;
    }

    @Override
    public void end(String outcome, long rows, long idleNanos) {
      if (ended.compareAndSet(false, true)) {
        operation.record(outcome, nanosSince(begun, idleNanos));
      }
    }
  }

  private final class Statement implements Observation {
    private final Database store;
    private final Timers.Operation operation;
    private final String text;
    private final long begun = System.nanoTime();
    private boolean ended;

    private Statement(Database store, Timers.Operation operation, String text) {
      this.store = store;
      this.operation = operation;
      this.text = text;
    }

    @Override
    public void end(String outcome, long rows, long idleNanos) {
      if (ended) {
        return;
      }
      ended = true;
      long nanos = nanosSince(begun, idleNanos);
      operation.record(outcome, nanos);
      if (slow.isSlow(nanos)) {
        slow.report(store, operation.word(), text, outcome, rows, nanos);
      }
    }
  }
}
