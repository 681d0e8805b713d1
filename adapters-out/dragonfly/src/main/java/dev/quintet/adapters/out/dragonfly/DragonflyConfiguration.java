package dev.quintet.adapters.out.dragonfly;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where DragonflyDB, or another server of the Redis protocol, is.
 *
 * @param password of the default user, null: the server wants none
 * @param commandTimeout how long a caller waits for the cache at most
 * @param connectTimeout for opening the connection, in the background
 */
@ConfigurationProperties("quintet.dragonfly")
record DragonflyConfiguration(
    @Bindable(defaultValue = "127.0.0.1") String host,
    @Bindable(defaultValue = "6379") int port,
    @Nullable String password,
    @Bindable(defaultValue = "50ms") Duration commandTimeout,
    @Bindable(defaultValue = "1s") Duration connectTimeout) {

  DragonflyConfiguration {
    if (host.isBlank()) {
      throw refused("host", "must not be empty");
    }
    if (port < 1 || port > 65_535) {
      throw refused("port", "must be 1 to 65535, not " + port);
    }
    if (password != null && password.isEmpty()) {
      throw refused("password", "must not be empty: leave it out when the server wants none");
    }
    within("command-timeout", commandTimeout, Duration.ofMillis(1), Duration.ofSeconds(1));
    within("connect-timeout", connectTimeout, Duration.ofMillis(10), Duration.ofMinutes(1));
  }

  private static void within(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw refused(key, "must be " + least + " to " + most + ", not " + value);
    }
  }

  private static IllegalArgumentException refused(String key, String reason) {
    return new IllegalArgumentException("quintet.dragonfly." + key + " " + reason);
  }

  String address() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return "DragonflyConfiguration[" + address() + "]";
  }
}
