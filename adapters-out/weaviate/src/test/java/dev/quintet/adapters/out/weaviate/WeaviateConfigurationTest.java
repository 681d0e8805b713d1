package dev.quintet.adapters.out.weaviate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.patterns.PatternIndex;
import dev.quintet.domain.platform.Store;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WeaviateConfigurationTest {

  private static final Map<String, Object> LEAST =
      Map.of(
          "quintet.weaviate.enabled", true,
          "quintet.weaviate.key", "k",
          "quintet.weaviate.admin-key", "a");

  private static WeaviateConfiguration read(Map<String, Object> properties) {
    try (ApplicationContext context = ApplicationContext.run(properties)) {
      return context.getBean(WeaviateConfiguration.class);
    }
  }

  @Test
  void portsAndUserAreTheUsualOnes() {
    assertThat(read(LEAST))
        .isEqualTo(
            new WeaviateConfiguration(
                true,
                URI.create("http://127.0.0.1:8080"),
                50_051,
                7_947,
                "quintet",
                "k",
                "a",
                Duration.ofSeconds(2)));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            read(
                Map.of(
                    "quintet.weaviate.enabled", true,
                    "quintet.weaviate.url", "https://vectors.example:443",
                    "quintet.weaviate.grpc-port", 1,
                    "quintet.weaviate.data-port", 2,
                    "quintet.weaviate.user", "us",
                    "quintet.weaviate.key", "open sesame",
                    "quintet.weaviate.admin-key", "open all",
                    "quintet.weaviate.connect-timeout", "3s")))
        .isEqualTo(
            new WeaviateConfiguration(
                true,
                URI.create("https://vectors.example:443"),
                1,
                2,
                "us",
                "open sesame",
                "open all",
                Duration.ofSeconds(3)));
  }

  @Test
  void keysAreNotPrinted() {
    assertThat(read(LEAST)).hasToString("WeaviateConfiguration[http://127.0.0.1:8080]");
  }

  @Test
  void unlessItIsEnabledThereIsNoneOfItAndNoKeyIsWanted() {
    try (ApplicationContext context = ApplicationContext.run()) {
      assertThat(context.getBean(WeaviateConfiguration.class).enabled()).isFalse();
      assertThat(context.containsBean(Store.class)).isFalse();
      assertThat(context.containsBean(PatternIndex.class)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url             | ftp://h:1     | must start with http:// or https://
          url             | http://h      | must name a host and a port
          grpc-port       | 0             | must be 1 to 65535, not 0
          data-port       | 65536         | must be 1 to 65535, not 65536
          user            | ' '           | must not be empty
          key             | a             | must not be empty, and another one than that of the administrator
          admin-key       | ' '           | must not be empty
          connect-timeout | 9ms           | must be PT0.01S to PT1M, not PT0.009S
          connect-timeout | 61s           | must be PT0.01S to PT1M, not PT1M1S
          """)
  void aValueOutOfBoundsIsRefusedWithItsKey(String key, String value, String reason) {
    Map<String, Object> properties = new HashMap<>(LEAST);
    properties.put("quintet.weaviate." + key, value);
    assertThatThrownBy(() -> read(properties))
        .rootCause()
        .hasMessage("quintet.weaviate." + key + " " + reason);
  }
}
