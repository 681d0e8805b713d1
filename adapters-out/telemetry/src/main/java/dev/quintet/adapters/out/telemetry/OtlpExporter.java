package dev.quintet.adapters.out.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends spans as OTLP over HTTP in its JSON encoding, with the JDK's client. */
final class OtlpExporter implements SpanExporter {

  private static final Logger LOG = LoggerFactory.getLogger(OtlpExporter.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CLIENT = 3;
  private static final int SERVER = 2;
  private static final int INTERNAL = 1;
  private static final int ERROR = 2;

  private static final String HEAD =
      "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
          + "{\"stringValue\":\"database-service\"}}]},\"scopeSpans\":[{\"scope\":{\"name\":"
          + "\"quintet\"},\"spans\":[";
  private static final String TAIL = "]}]}]}";

  private final URI target;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private volatile boolean failing;

  OtlpExporter(URI endpoint) {
    String base = endpoint.toString();
    this.target = URI.create(base + (base.endsWith("/") ? "" : "/") + "v1/traces");
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json(spans)))
            .build();
    CompletableResultCode result = new CompletableResultCode();
    client
        .sendAsync(request, BodyHandlers.discarding())
        .whenComplete((answer, failure) -> judge(answer, failure, result));
    return result;
  }

  /** Told once, and again when it works: traces are no reason to fill the log. */
  private void judge(
      @Nullable HttpResponse<?> answer, @Nullable Throwable failure, CompletableResultCode result) {
    if (answer != null && answer.statusCode() / 100 == 2) {
      if (failing) {
        failing = false;
        LOG.info("traces are taken again");
      }
      result.succeed();
      return;
    }
    if (!failing) {
      failing = true;
      LOG.atWarn()
          .addKeyValue("status", answer == null ? "none" : answer.statusCode())
          .setCause(failure)
          .log("traces are not taken at the endpoint");
    }
    result.fail();
  }

  static String json(Collection<SpanData> spans) {
    StringBuilder json = new StringBuilder(HEAD);
    String between = "";
    for (SpanData span : spans) {
      json.append(between);
      span(json, span);
      between = ",";
    }
    return json.append(TAIL).toString();
  }

  private static void span(StringBuilder json, SpanData span) {
    json.append("{\"traceId\":\"").append(span.getTraceId());
    json.append("\",\"spanId\":\"").append(span.getSpanId());
    if (span.getParentSpanContext().isValid()) {
      json.append("\",\"parentSpanId\":\"").append(span.getParentSpanId());
    }
    json.append("\",\"name\":");
    text(json, span.getName());
    json.append(",\"kind\":").append(kind(span.getKind()));
    json.append(",\"startTimeUnixNano\":\"").append(span.getStartEpochNanos());
    json.append("\",\"endTimeUnixNano\":\"").append(span.getEndEpochNanos());
    json.append("\",\"attributes\":[");
    StringBuilder between = new StringBuilder();
    span.getAttributes()
        .forEach(
            (key, value) -> {
              json.append(between);
              attribute(json, key, value);
              between.setLength(0);
              between.append(',');
            });
    json.append("],\"status\":{");
    if (span.getStatus().getStatusCode() == StatusCode.ERROR) {
      json.append("\"code\":").append(ERROR);
    }
    json.append("}}");
  }

  private static int kind(SpanKind kind) {
    return switch (kind) {
      case SERVER -> SERVER;
      case CLIENT -> CLIENT;
      case INTERNAL, PRODUCER, CONSUMER -> INTERNAL;
    };
  }

  private static void attribute(StringBuilder json, AttributeKey<?> key, Object value) {
    json.append("{\"key\":");
    text(json, key.getKey());
    json.append(",\"value\":{");
    if (value instanceof Long number) {
      json.append("\"intValue\":\"").append(number).append('"');
    } else {
      json.append("\"stringValue\":");
      text(json, value.toString());
    }
    json.append("}}");
  }

  private static void text(StringBuilder json, String value) {
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    client.shutdownNow();
    return CompletableResultCode.ofSuccess();
  }
}
