package dev.quintet.adapters.out.telemetry;

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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends spans as OTLP over HTTP in its JSON encoding, with the JDK's client. */
final class OtlpExporter implements SpanExporter {

  private static final Logger LOG = LoggerFactory.getLogger(OtlpExporter.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Pattern SPECIAL = Pattern.compile("[\"\\\\\\p{Cntrl}]");

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

  private static String json(Collection<SpanData> spans) {
    return """
        {"resourceSpans":[{"resource":{"attributes":[%s]},"scopeSpans":[{"scope":{"name":"quintet"},\
        "spans":[%s]}]}]}"""
        .formatted(
            attribute("service.name", "database-service"),
            spans.stream().map(OtlpExporter::span).collect(Collectors.joining(",")));
  }

  private static String span(SpanData span) {
    boolean hasParent = span.getParentSpanContext().isValid();
    return """
        {"traceId":"%s","spanId":"%s"%s,"name":%s,"kind":%s,"startTimeUnixNano":"%s",\
        "endTimeUnixNano":"%s","attributes":[%s],"status":{%s}}"""
        .formatted(
            span.getTraceId(),
            span.getSpanId(),
            hasParent ? ",\"parentSpanId\":\"" + span.getParentSpanId() + '"' : "",
            text(span.getName()),
            kind(span.getKind()),
            span.getStartEpochNanos(),
            span.getEndEpochNanos(),
            span.getAttributes().asMap().entrySet().stream()
                .map(attribute -> attribute(attribute.getKey().getKey(), attribute.getValue()))
                .collect(Collectors.joining(",")),
            span.getStatus().getStatusCode() == StatusCode.ERROR ? "\"code\":2" : "");
  }

  private static int kind(SpanKind kind) {
    return switch (kind) {
      case SERVER -> 2;
      case CLIENT -> 3;
      case INTERNAL, PRODUCER, CONSUMER -> 1;
    };
  }

  private static String attribute(String key, Object value) {
    String form =
        value instanceof Long
            ? "{\"key\":%s,\"value\":{\"intValue\":\"%s\"}}"
            : "{\"key\":%s,\"value\":{\"stringValue\":%s}}";
    return form.formatted(text(key), value instanceof Long ? value : text(value.toString()));
  }

  /** In quotes. */
  private static String text(String value) {
    return SPECIAL
        .matcher(value)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)))
        .transform(escaped -> '"' + escaped + '"');
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
