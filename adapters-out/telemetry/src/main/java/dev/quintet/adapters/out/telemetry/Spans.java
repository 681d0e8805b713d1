package dev.quintet.adapters.out.telemetry;

import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.shared.Words;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows calls, and the statements in them, as spans of a trace. A span holds words of the
 * program and numbers. Spans that the collector does not take in time are dropped; nobody waits.
 */
final class Spans implements AutoCloseable {

  private static final Duration BETWEEN_EXPORTS = Duration.ofSeconds(1);
  private static final int MOST_WAITING = 4_096;
  private static final long PATIENCE_SECONDS = 2;

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  Spans(URI endpoint, int tracedPercent) {
    provider =
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(tracedPercent / 100.0)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(new OtlpExporter(endpoint))
                    .setScheduleDelay(BETWEEN_EXPORTS)
                    .setMaxQueueSize(MOST_WAITING)
                    .build())
            .build();
    tracer = provider.get("quintet");
  }

  Traced call(Observer.Protocol protocol, String operation, @Nullable String traceparent) {
    Context caller =
        traceparent == null
            ? Context.root()
            : W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), traceparent, TRACEPARENT);
    Span span =
        tracer
            .spanBuilder(operation)
            .setSpanKind(SpanKind.SERVER)
            .setParent(caller)
            .setAttribute("quintet.protocol", Words.of(protocol))
            .startSpan();
    return new Traced(span);
  }

  Traced statement(Traced call, StoreName store, String operation) {
    Span span =
        tracer
            .spanBuilder(store.word() + " " + operation)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(Context.root().with(call.span))
            .setAttribute("db.system.name", store.word())
            .setAttribute("db.operation.name", operation)
            .startSpan();
    return new Traced(span);
  }

  @Override
  public void close() {
    provider.shutdown().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** A piece of work in a trace. */
  static final class Traced {
    private final Span span;

    private Traced(Span span) {
      this.span = span;
    }

    String traceId() {
      return span.getSpanContext().getTraceId();
    }

    void end(String outcome, long rows, boolean good) {
      span.setAttribute("quintet.outcome", outcome);
      if (rows != Observation.UNKNOWN) {
        span.setAttribute("db.response.returned_rows", rows);
      }
      if (!good) {
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }

  /** The one header that is taken. */
  private static final TextMapGetter<String> TRACEPARENT =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals("traceparent") ? carrier : null;
        }
      };
}
