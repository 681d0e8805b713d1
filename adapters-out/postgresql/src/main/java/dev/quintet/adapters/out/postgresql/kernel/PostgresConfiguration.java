package dev.quintet.adapters.out.postgresql.kernel;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Where the server is.
 *
 * @param url {@code jdbc:postgresql://…}, without user and password
 * @param connectTimeout for opening one connection, 100 ms to 1 min
 */
@ConfigurationProperties("quintet.postgresql")
record PostgresConfiguration(
    String url, @Bindable(defaultValue = "5s") Duration connectTimeout) {

  private static final String PREFIX = "quintet.postgresql.";

  PostgresConfiguration {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(PREFIX + "url must start with jdbc:postgresql:");
    }
    if (url.matches(".*[?&](user|password)=.*")) {
      throw new IllegalArgumentException(
          PREFIX + "url must not hold a user or password: they belong to " + PREFIX + "logins");
    }
    within("connect-timeout", connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
  }

  static <T extends Comparable<T>> void within(String key, T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          PREFIX + key + " must be " + least + " to " + most + ", not " + value);
    }
  }
}
