package dev.quintet.adapters.out.dragonfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DragonflyConfigurationTest {

  private static DragonflyConfiguration read(Map<String, Object> properties) {
    try (ApplicationContext context = ApplicationContext.run(properties)) {
      return context.getBean(DragonflyConfiguration.class);
    }
  }

  @Test
  void withoutAnyKeyItIsAServerOnThisMachineWithoutAPassword() {
    assertThat(read(Map.of()))
        .isEqualTo(
            new DragonflyConfiguration(
                "127.0.0.1", 6379, null, Duration.ofMillis(50), Duration.ofSeconds(1)));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            read(
                Map.of(
                    "quintet.dragonfly.host", "cache.example",
                    "quintet.dragonfly.port", 6380,
                    "quintet.dragonfly.password", "open sesame",
                    "quintet.dragonfly.command-timeout", "20ms",
                    "quintet.dragonfly.connect-timeout", "3s")))
        .isEqualTo(
            new DragonflyConfiguration(
                "cache.example",
                6380,
                "open sesame",
                Duration.ofMillis(20),
                Duration.ofSeconds(3)));
  }

  @Test
  void thePasswordIsNotPrinted() {
    assertThat(read(Map.of("quintet.dragonfly.password", "open sesame")))
        .hasToString("DragonflyConfiguration[127.0.0.1:6379]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          host            | ' '   | must not be empty
          port            | 0     | must be 1 to 65535, not 0
          port            | 65536 | must be 1 to 65535, not 65536
          password        | ''    | must not be empty: leave it out when the server wants none
          command-timeout | 0ms   | must be PT0.001S to PT1S, not PT0S
          command-timeout | 2s    | must be PT0.001S to PT1S, not PT2S
          connect-timeout | 9ms   | must be PT0.01S to PT1M, not PT0.009S
          connect-timeout | 61s   | must be PT0.01S to PT1M, not PT1M1S
          """)
  void aValueOutOfBoundsIsRefusedWithItsKey(String key, String value, String reason) {
    assertThatThrownBy(() -> read(Map.of("quintet.dragonfly." + key, value)))
        .rootCause()
        .hasMessage("quintet.dragonfly." + key + " " + reason);
  }
}
