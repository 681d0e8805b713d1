package dev.quintet.adapters.out.telemetry;

import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.StoreName;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Property;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Measures into histograms that Prometheus reads, and shows calls in traces where there is a collector. */
@Singleton
final class MicrometerObserver implements Observer, AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final AtomicBoolean lookedAt = new AtomicBoolean();
  private final SlowStatements slow;
  private final Timers grpc = 
      new Timers(
          registry, "grpc.call", "method", "gRPC calls until their first answer, by outcome");
  private final Timers http = 
      new Timers(registry, "http.call", "route", "HTTP calls until their answer, by outcome");
  private final ConcurrentHashMap<StoreName, Timers> stores = new ConcurrentHashMap<>();

  /** Null without a collector of traces: then none of their classes is loaded. */
  private final @Nullable Spans spans;

  /**
   * @param standard where everybody's traces go, by the environment
   */
  MicrometerObserver(
      TelemetryConfiguration configuration,
      @Property(name = "otel.exporter.otlp.endpoint") @Nullable String standard) {
    spans = spans(configuration, standard);
    slow = new SlowStatements(configuration.slowStatement(), registry, System::nanoTime);
  }

  private static @Nullable Spans spans(
      TelemetryConfiguration configuration, @Nullable String standard) {
    URI endpoint = configuration.endpoint();
    if (endpoint == null && standard != null && !standard.isBlank()) {
      endpoint =
          TelemetryConfiguration.checkEndpoint(
              "OTEL_EXPORTER_OTLP_ENDPOINT", URI.create(standard.strip()));
    }
    return endpoint == null ? null : new Spans(endpoint, configuration.tracedPercent());
  }

  @Override
  public Observation call(Protocol protocol, String operation, @Nullable String traceparent) {
    Timers.Operation measured =
        switch (protocol) {
          case GRPC -> grpc.operation(operation);
          case HTTP -> http.operation(operation);
        };
    Spans.Traced traced =
        spans == null ? null : spans.call(protocol, measured.word(), traceparent);
    return new Work(measured, traced, null, operation);
  }

  @Override
  public Observation statement(StoreName store, String operation, String text) {
    Timers timers = stores.get(store);
    Timers.Operation measured = (timers == null ? add(store) : timers).operation(operation);
    Spans.Traced traced = spans == null ? null : traced(spans, store, measured.word());
    return new Work(measured, traced, store, text);
  }

  private Timers add(StoreName store) {
    return stores.computeIfAbsent(
        store,
        added -> {
          slow.follow(added);
          return new Timers(
              registry,
              added.histogram(),
              "operation",
              "Statements of " + added.word() + ", by what they are for and their outcome");
        });
  }

  /** A statement that no call asked for is in no trace. */
  private static Spans.@Nullable Traced traced(Spans spans, StoreName store, String operation) {
    CallContext context = CallContext.current();
    return context != null && context.observation() instanceof Work call && call.traced != null
        ? spans.statement(call.traced, store, operation)
        : null;
  }

  @Override
  public void gauge(String name, String of, String help, LongSupplier value) {
    Gauge.builder(name, value, LongSupplier::getAsLong)
        .tag("of", of)
        .description(help)
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
    if (spans != null) {
      spans.close();
    }
    collections.close();
    registry.close();
  }

  /** A call, or a statement of a store; it may be ended by its work and by its caller at once. */
  private final class Work implements Observation {
    private final Timers.Operation operation;
    private final Spans.@Nullable Traced traced;
    private final @Nullable StoreName store;
    private final String text;
    private final long begun = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    private Work(
        Timers.Operation operation,
        Spans.@Nullable Traced traced,
        @Nullable StoreName store,
        String text) {
      this.operation = operation;
      this.traced = traced;
      this.store = store;
      this.text = text;
    }

    @Override
    public @Nullable String traceId() {
      return traced == null ? null : traced.traceId();
    }

    @Override
    public void end(String outcome, long rows, long idleNanos) {
      if (!ended.compareAndSet(false, true)) {
        return;
      }
      long nanos = Math.max(0, System.nanoTime() - begun - idleNanos);
      operation.record(outcome, nanos);
      if (traced != null) {
        boolean good =
            store == null
                ? Problem.Fault.of(outcome) == Problem.Fault.CALLER
                : !outcome.equals(Observation.FAILED);
        traced.end(outcome, rows, good);
      }
      if (store != null && slow.isSlow(nanos)) {
        slow.report(store, operation.word(), text, outcome, rows, nanos);
      }
    }
  }
}
