package dev.quintet.adapters.in.rest.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RestSettingsTest {

  private static final String KEY = "a-key-for-the-scraper-only";

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
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                null));
  }

  @Test
  void eachKeyIsRead() {
    assertThat(
            settings(
                Map.of(
                    "quintet.rest.deadline", "1s",
                    "quintet.rest.authentication-deadline", "2s",
                    "quintet.rest.body-deadline", "3s",
                    "quintet.rest.head-deadline", "4s",
                    "quintet.rest.scrape-key", KEY)))
        .isEqualTo(
            new RestSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofSeconds(3),
                KEY));
  }

  @Test
  void aValueOutOfBoundsIsRefusedByName() {
    assertThatThrownBy(
            () ->
                new RestSettings(
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    null))
        .hasMessageContaining("quintet.rest.deadline must be above 0");
    assertThatThrownBy(
            () ->
                new RestSettings(
                    Duration.ofSeconds(1),
                    Duration.ofHours(1),
                    Duration.ofDays(1),
                    Duration.ofDays(1),
                    null))
        .hasMessageContaining("quintet.rest.authentication-deadline");
    assertThatThrownBy(() -> settings("short"))
        .hasMessageContaining("quintet.rest.scrape-key must have at least 24 characters")
        .hasMessageNotContaining("short");
  }

  @Test
  void theScrapeKeyIsNotShown() {
    assertThat(settings(KEY).toString()).doesNotContain(KEY);
    assertThat(settings(KEY).isScrapeKey(KEY)).isTrue();
    assertThat(settings(KEY).isScrapeKey(KEY + "x")).isFalse();
    assertThat(settings((String) null).isScrapeKey(null)).isFalse();
  }

  private static RestSettings settings(@Nullable String scrapeKey) {
    Duration second = Duration.ofSeconds(1);
    return new RestSettings(second, second, second, second, scrapeKey);
  }
}
