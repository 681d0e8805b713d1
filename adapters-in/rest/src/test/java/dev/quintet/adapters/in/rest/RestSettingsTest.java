package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RestSettingsTest {

  private static RestSettings settings(Map<String, Object> properties) {
    try (ApplicationContext context = ApplicationContext.run(properties)) {
      return context.getBean(RestSettings.class);
    }
  }

  @Test
  void defaultsAreThese() {
    assertThat(settings(Map.of()))
        .isEqualTo(
            new RestSettings(
                Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(10)));
  }

  @Test
  void eachKeyIsRead() {
    assertThat(
            settings(
                Map.of(
                    "quintet.rest.deadline", "1s",
                    "quintet.rest.authentication-deadline", "2s",
                    "quintet.rest.body-deadline", "3s")))
        .isEqualTo(
            new RestSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)));
  }

  @Test
  void aValueOutOfBoundsIsRefusedByName() {
    assertThatThrownBy(
            () -> new RestSettings(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .hasMessageContaining("quintet.rest.deadline must be above 0");
    assertThatThrownBy(
            () -> new RestSettings(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofDays(1)))
        .hasMessageContaining("quintet.rest.authentication-deadline");
  }
}
