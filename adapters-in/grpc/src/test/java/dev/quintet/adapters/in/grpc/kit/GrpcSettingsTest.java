package dev.quintet.adapters.in.grpc.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcSettingsTest {

  private static final GrpcSettings DEFAULTS =
      new GrpcSettings(
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          16 * 1_024 * 1_024,
          8 * 1_024,
          1_000,
          16,
          400_000,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          false);

  @Test
  void hasTheseDefaults() {
    assertThat(settings(Map.of())).isEqualTo(DEFAULTS);
  }

  @Test
  void everySettingIsMapped() {
    Map<String, Object> given = new HashMap<>();
    given.put("deadline", "1s");
    given.put("max-deadline", "2s");
    given.put("stream-deadline", "3s");
    given.put("max-stream-deadline", "4s");
    given.put("authentication-deadline", "5s");
    given.put("ingest-deadline", "6s");
    given.put("reader-patience", "7s");
    given.put("max-message-bytes", "1MB");
    given.put("max-metadata-bytes", "16KB");
    given.put("max-streams", 8);
    given.put("stream-batches", 9);
    given.put("stream-rows", 10);
    given.put("keep-alive", "13s");
    given.put("keep-alive-timeout", "14s");
    given.put("max-idle", "15s");
    given.put("max-age", "16s");
    given.put("handshake-deadline", "17s");
    given.put("reflection", true);
    Map<String, Object> properties = new HashMap<>();
    given.forEach((key, value) -> properties.put("quintet.grpc." + key, value));

    assertThat(settings(properties))
        .isEqualTo(
            new GrpcSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(17),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                Duration.ofSeconds(7),
                1_024 * 1_024,
                16 * 1_024,
                8,
                9,
                10,
                Duration.ofSeconds(13),
                Duration.ofSeconds(14),
                Duration.ofSeconds(15),
                Duration.ofSeconds(16),
                true));
    assertThat(given).hasSize(GrpcSettings.class.getRecordComponents().length);
  }

  @ParameterizedTest
  @CsvSource({
    "deadline, 3m",
    "deadline, 0s",
    "max-deadline, 2h",
    "stream-deadline, 2h",
    "handshake-deadline, 2m",
    "max-message-bytes, 10",
    "max-metadata-bytes, 2MB",
    "max-streams, 0",
    "stream-batches, 0",
    "keep-alive, -1s",
  })
  void aValueOutOfBoundsIsRefusedByItsName(String key, String value) {
    assertThatThrownBy(() -> settings(Map.of("quintet.grpc." + key, value)))
        .rootCause()
        .hasMessageContaining("quintet.grpc." + key);
  }

  private static GrpcSettings settings(Map<String, Object> properties) {
    try (ApplicationContext context =
        ApplicationContext.builder().properties(properties).start()) {
      return context.getBean(GrpcSettings.class);
    }
  }
}
