package dev.quintet.adapters.out.telemetry;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * What is told of the work.
 *
 * @param slowStatement a statement that takes as long is told of in the log, 1 ms to 1 h
 */
@ConfigurationProperties("quintet.telemetry")
record TelemetryConfiguration(@Bindable(defaultValue = "500ms") Duration slowStatement) {

  TelemetryConfiguration {
    if (slowStatement.compareTo(Duration.ofMillis(1)) < 0
        || slowStatement.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "quintet.telemetry.slow-statement must be PT0.001S to PT1H, not " + slowStatement);
    }
  }
}
