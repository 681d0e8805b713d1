package dev.quintet.adapters.in.rest.kit;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the REST server; where it listens, its TLS and the sizes it reads are {@code
 * micronaut.server.*}.
 *
 * @param deadline of a call
 * @param authenticationDeadline for looking up a credential
 * @param headDeadline for a new connection to send the head of a request, and for the rest of a head to
 *     follow its first byte
 * @param bodyDeadline for the whole body of a request to arrive
 * @param scrapeKey opens what Prometheus reads and nothing else; null: only keys of operators do
 */
@ConfigurationProperties("quintet.rest")
public record RestSettings(
    @Bindable(defaultValue = "10s") Duration deadline,
    @Bindable(defaultValue = "5s") Duration authenticationDeadline,
    @Bindable(defaultValue = "10s") Duration headDeadline,
    @Bindable(defaultValue = "10s") Duration bodyDeadline,
    @Nullable String scrapeKey) {

  private static final int LEAST_KEY_LENGTH = 24;

  public RestSettings {
    within("deadline", deadline, Duration.ofHours(1));
    within("authentication-deadline", authenticationDeadline, Duration.ofMinutes(1));
    within("head-deadline", headDeadline, Duration.ofMinutes(1));
    within("body-deadline", bodyDeadline, Duration.ofHours(1));
    if (scrapeKey != null && scrapeKey.length() < LEAST_KEY_LENGTH) {
      throw new IllegalArgumentException(
          "quintet.rest.scrape-key must have at least " + LEAST_KEY_LENGTH + " characters");
    }
  }

  /** In a time that does not tell how much of it is right. */
  boolean isScrapeKey(@Nullable String credential) {
    return scrapeKey != null
        && credential != null
        && MessageDigest.isEqual(
            scrapeKey.getBytes(StandardCharsets.UTF_8),
            credential.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "RestSettings[deadline=" + deadline + "]";
  }

  private static void within(String key, Duration value, Duration most) {
    if (value.isNegative() || value.isZero() || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "quintet.rest." + key + " must be above 0 and at most " + most + ", is " + value);
    }
  }
}
