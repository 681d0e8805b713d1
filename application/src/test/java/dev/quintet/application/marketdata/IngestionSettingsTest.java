package dev.quintet.application.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class IngestionSettingsTest {

  private static final Duration DELAY = Duration.ofMillis(15);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Test
  void theStandardIsWithinItsOwnLimits() {
    assertThat(IngestionSettings.of(3_000_000, 800_000).writers()).isEqualTo(2);
  }

  @Test
  void aSettingOutOfItsLimitsIsNamed() {
    assertRefused("writers must be 1 to 64, is 0", 0, 100, 100, DELAY, 200_000, 200_000, TIMEOUT);
    assertRefused("block-rows", 1, 1_000_001, 100, DELAY, 200_000, 200_000, TIMEOUT);
    assertRefused("full-rows must be 1 to 100", 1, 100, 101, DELAY, 200_000, 200_000, TIMEOUT);
    assertRefused("waiting-rows", 1, 100, 100, DELAY, 100_000, 100_000, TIMEOUT);
    assertRefused("tenant-rows", 1, 100, 100, DELAY, 200_000, 200_001, TIMEOUT);
    assertRefused("max-delay", 1, 100, 100, Duration.ofSeconds(2), 200_000, 200_000, TIMEOUT);
    assertRefused("write-timeout", 1, 100, 100, DELAY, 200_000, 200_000, Duration.ZERO);
  }

  private static void assertRefused(
      String message,
      int writers,
      int blockRows,
      int fullRows,
      Duration maxDelay,
      int waitingRows,
      int tenantRows,
      Duration writeTimeout) {
    assertThatThrownBy(
            () ->
                new IngestionSettings(
                    writers, blockRows, fullRows, maxDelay, waitingRows, tenantRows, writeTimeout))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
