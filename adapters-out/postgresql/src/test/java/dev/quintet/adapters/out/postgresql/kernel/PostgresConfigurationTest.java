package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresConfigurationTest {

  private static final String PREFIX = "quintet.postgresql.";

  private static final Map<String, Object> REQUIRED =
      Map.of(
          PREFIX + "url", "jdbc:postgresql://db.example/quintet",
          PREFIX + "logins.owner", "owner-password",
          PREFIX + "logins.service", "service-password",
          PREFIX + "logins.registry", "registry-password",
          PREFIX + "logins.billing", "billing-password");

  private static ApplicationContext context(Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(REQUIRED);
    properties.putAll(more);
    return ApplicationContext.run(properties);
  }

  @Test
  void whatIsNotGivenHasADefault() {
    try (ApplicationContext context = context(Map.of())) {
      assertThat(context.getBean(PostgresConfiguration.class))
          .isEqualTo(
              new PostgresConfiguration(
                  "jdbc:postgresql://db.example/quintet", Duration.ofSeconds(5)));
      PostgresPools pools = context.getBean(PostgresPools.class);
      assertThat(pools.service()).isBetween(10, 100);
      assertThat(pools.registry()).isBetween(10, 20);
      assertThat(pools.billing()).isEqualTo(2);
      assertThat(pools.owner()).isEqualTo(2);
      assertThat(pools.idle()).isEqualTo(Duration.ofMinutes(5));
      assertThat(pools.lifetime()).isEqualTo(Duration.ofMinutes(30));
      PostgresLogins logins = context.getBean(PostgresLogins.class);
      assertThat(logins.adminUser()).isNull();
      assertThat(logins.adminPassword()).isNull();
    }
  }

  @Test
  void everyKeyIsRead() {
    Map<String, Object> all = new HashMap<>();
    all.put(PREFIX + "connect-timeout", "3s");
    all.put(PREFIX + "logins.admin-user", "postgres");
    all.put(PREFIX + "logins.admin-password", "admin-password");
    all.put(PREFIX + "pools.service", "7");
    all.put(PREFIX + "pools.registry", "3");
    all.put(PREFIX + "pools.billing", "4");
    all.put(PREFIX + "pools.owner", "1");
    all.put(PREFIX + "pools.idle", "20s");
    all.put(PREFIX + "pools.lifetime", "2m");
    try (ApplicationContext context = context(all)) {
      assertThat(context.getBean(PostgresConfiguration.class).connectTimeout())
          .isEqualTo(Duration.ofSeconds(3));
      assertThat(context.getBean(PostgresLogins.class))
          .isEqualTo(
              new PostgresLogins(
                  "owner-password",
                  "service-password",
                  "registry-password",
                  "billing-password",
                  "postgres",
                  "admin-password"));
      assertThat(context.getBean(PostgresPools.class))
          .isEqualTo(
              new PostgresPools(7, 3, 4, 1, Duration.ofSeconds(20), Duration.ofMinutes(2)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url | postgres://db | quintet.postgresql.url must start with jdbc:postgresql:",
        "url | jdbc:postgresql://db/q?user=me | quintet.postgresql.url must not hold a user or password",
        "connect-timeout | 2m | quintet.postgresql.connect-timeout must be PT0.1S to PT1M, not PT2M",
        "logins.service | short | quintet.postgresql.logins.service must be a password of at least 12",
        "logins.admin-user | me | admin-user and quintet.postgresql.logins.admin-password must be given together",
        "pools.service | 101 | quintet.postgresql.pools.service must be 1 to 100, not 101",
        "pools.service | -1 | quintet.postgresql.pools.service must be 1 to 100, not -1",
        "pools.registry | 21 | quintet.postgresql.pools.registry must be 1 to 20, not 21",
        "pools.owner | 0 | quintet.postgresql.pools.owner must be 1 to 10, not 0",
        "pools.idle | 9s | quintet.postgresql.pools.idle must be PT10S to PT1H, not PT9S",
        "pools.lifetime | 59s | quintet.postgresql.pools.lifetime must be PT1M to PT24H, not PT59S"
      })
  void aValueOutOfBoundsIsRefusedByItsKey(String key, String value, String message) {
    assertThatThrownBy(
            () -> {
              try (ApplicationContext context = context(Map.of(PREFIX + key, value))) {
                context.getBean(PostgresStore.class);
              }
            })
        .rootCause()
        .hasMessageContaining(message);
  }

  @Test
  void aPasswordIsInNoText() {
    try (ApplicationContext context = context(Map.of())) {
      assertThat(context.getBean(PostgresLogins.class)).asString().doesNotContain("password");
    }
  }
}
