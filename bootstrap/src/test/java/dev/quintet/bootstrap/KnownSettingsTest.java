package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownSettingsTest {

  private static final Pattern LISTED = Pattern.compile("#( *)([a-z-]+):.*");

  private static ApplicationContext with(PropertySource source) {
    return ApplicationContext.builder()
        .deduceEnvironment(false)
        .environments("servers")
        .propertySources(source)
        .build()
        .start();
  }

  private static void check(PropertySource source) {
    try (ApplicationContext context = with(source)) {
      KnownSettings.check(context);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quintet.grpc.deadlin",
        "quintet.rest.body.deadline",
        "quintet.postgresql.pools.servce",
        "quintet.clickhouse.rollup-delay-ms",
        "quintet.dragonfly.prt",
        "quintet.rset.deadline",
        "quintet.deadline"
      })
  void aKeyThatNobodyReadsIsRefusedByName(String key) {
    assertThatThrownBy(() -> check(PropertySource.of("file", Map.of(key, "1"))))
        .hasMessageContaining(key + " is set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUINTET_GRPC_DEADLIN", "QUINTET_POSTGRESQL_LOGINS_OWNR"})
  void aVariableThatNobodyReadsIsRefusedByName(String name) {
    assertThatThrownBy(() -> check(variables(Map.of(name, "1"))))
        .hasMessageContaining(name + " is set");
  }

  @Test
  void settingsOfTheServiceItsLauncherAndThePlatformAreAccepted() {
    assertThatCode(
            () -> {
              check(
                  PropertySource.of(
                      "file",
                      Map.of("quintet.grpc.maxMessageBytes", "1MB", "quintet.rest.deadline", "1s")));
              check(
                  variables(
                      Map.of(
                          "QUINTET_GRPC_MAX_MESSAGE_BYTES", "1MB",
                          "QUINTET_GRPC_PORT", "0",
                          "QUINTET_HEAP", "1g",
                          "QUINTET_SERVICE_HOST", "10.0.0.1")));
            })
        .doesNotThrowAnyException();
  }

  private static PropertySource variables(Map<String, Object> variables) {
    return new MapPropertySource("variables", variables) {
      @Override
      public PropertyConvention getConvention() {
        return PropertyConvention.ENVIRONMENT_VARIABLE;
      }
    };
  }

  @Test
  void applicationYmlListsEverySetting() throws IOException {
    try (ApplicationContext context = with(PropertySource.of("file", Map.of()))) {
      assertThat(KnownSettings.keys(context))
          .hasSizeGreaterThan(30)
          .containsExactlyInAnyOrderElementsOf(listed());
    }
  }

  /** The keys without keys below them, of the part of the file whose lines begin with #. */
  private static List<String> listed() throws IOException {
    List<String> keys = new ArrayList<>();
    List<String> above = new ArrayList<>();
    try (InputStream file = KnownSettingsTest.class.getResourceAsStream("/application.yml")) {
      String text =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        Matcher entry = LISTED.matcher(line);
        if (entry.matches()) {
          int depth = entry.group(1).length() / 2;
          above.subList(Math.min(depth, above.size()), above.size()).clear();
          keys.remove(String.join(".", above));
          above.add(entry.group(2));
          keys.add(String.join(".", above));
        }
      }
    }
    return keys;
  }
}
