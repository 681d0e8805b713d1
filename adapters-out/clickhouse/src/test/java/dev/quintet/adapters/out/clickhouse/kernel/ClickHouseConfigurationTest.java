package dev.quintet.adapters.out.clickhouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClickHouseConfigurationTest {

  private static final Map<String, Object> NEEDED =
      Map.of(
          "quintet.clickhouse.url", "http://127.0.0.1:8123",
          "quintet.clickhouse.admin-password", "a",
          "quintet.clickhouse.writer-password", "w",
          "quintet.clickhouse.reader-password", "r",
          "quintet.clickhouse.confined-password", "c",
          "quintet.clickhouse.rollup-password", "b",
          "quintet.clickhouse.watcher-password", "k");

  private static ClickHouseConfiguration of(Map<String, Object> properties) {
    try (ApplicationContext context = ApplicationContext.run(properties)) {
      return context.getBean(ClickHouseConfiguration.class);
    }
  }

  private static Map<String, Object> with(String key, String value) {
    Map<String, Object> properties = new HashMap<>(NEEDED);
    properties.put("quintet.clickhouse." + key, value);
    return properties;
  }

  @Test
  void everythingElseHasADefault() {
    assertThat(of(NEEDED))
        .isEqualTo(
            new ClickHouseConfiguration(
                URI.create("http://127.0.0.1:8123"),
                "a",
                "w",
                "r",
                "c",
                "b",
                "k",
                Duration.ofSeconds(2),
                8,
                32,
                Duration.ofSeconds(1)));
  }

  @Test
  void everyKeyIsMapped() {
    Map<String, Object> properties = new HashMap<>(NEEDED);
    properties.put("quintet.clickhouse.url", "https://clickhouse.example:8443");
    properties.put("quintet.clickhouse.connect-timeout", "500ms");
    properties.put("quintet.clickhouse.write-connections", "3");
    properties.put("quintet.clickhouse.read-connections", "50");
    properties.put("quintet.clickhouse.rollup-delay", "7s");
    assertThat(of(properties))
        .isEqualTo(
            new ClickHouseConfiguration(
                URI.create("https://clickhouse.example:8443"),
                "a",
                "w",
                "r",
                "c",
                "b",
                "k",
                Duration.ofMillis(500),
                3,
                50,
                Duration.ofSeconds(7)));
  }

  @ParameterizedTest
  @CsvSource({
    "url, ftp://x:1, must start with http",
    "url, http://x, must name a host and a port",
    "connect-timeout, 1ms, must be PT0.01S to PT1M",
    "connect-timeout, 2m, must be PT0.01S to PT1M",
    "write-connections, 0, must be 1 to 1000",
    "read-connections, 10001, must be 1 to 10000",
    "rollup-delay, 2h, must be PT0.001S to PT1H",
  })
  void aValueOutOfBoundsIsRefusedWithItsKey(String key, String value, String reason) {
    assertThatThrownBy(() -> of(with(key, value)))
        .rootCause()
        .hasMessageContaining("quintet.clickhouse." + key)
        .hasMessageContaining(reason);
  }

  @Test
  void passwordsAreNotInItsText() {
    assertThat(of(with("reader-password", "hush")).toString())
        .doesNotContain("hush")
        .contains("http://127.0.0.1:8123");
  }
}
