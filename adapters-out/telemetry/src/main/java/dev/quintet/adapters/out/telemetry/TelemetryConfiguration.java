package dev.quintet.adapters.out.telemetry;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is told of the work.
 *
 * @param slowStatement a statement that takes as long is told of in the log, 1 ms to 1 h
 * @param endpoint of an OpenTelemetry collector that takes OTLP over HTTP, {@code
 *     http://host:4318}; null: no traces, unless the environment has OTEL_EXPORTER_OTLP_ENDPOINT
 * @param tracedPercent of the calls whose caller does not say whether to trace them, 0 to 100
 */
@ConfigurationProperties("quintet.telemetry")
record TelemetryConfiguration(
    @Bindable(defaultValue = "500ms") Duration slowStatement,
    @Nullable URI endpoint,
    @Bindable(defaultValue = "100") int tracedPercent) {

  TelemetryConfiguration {
    if (slowStatement.compareTo(Duration.ofMillis(1)) < 0
        || slowStatement.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "quintet.telemetry.slow-statement must be PT0.001S to PT1H, not " + slowStatement);
    }
    if (tracedPercent < 0 || tracedPercent > 100) {
      throw new IllegalArgumentException(
          "quintet.telemetry.traced-percent must be 0 to 100, not " + tracedPercent);
    }
    if (endpoint != null) {
      checkEndpoint("quintet.telemetry.endpoint", endpoint);
    }
  }

  static URI checkEndpoint(String key, URI endpoint) {
    String scheme = endpoint.getScheme();
    if ((!"http".equals(scheme) && !"https".equals(scheme)) || endpoint.getHost() == null) {
      throw new IllegalArgumentException(key + " must be http://host:port or https://host:port");
    }
    return endpoint;
  }
}
