package dev.quintet.adapters.in.rest;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Limits of the REST front door; where it listens, its TLS and the sizes it reads are {@code
 * micronaut.server.*}.
 *
 * @param deadline of a call
 * @param authenticationDeadline for looking up a credential
 * @param bodyDeadline for the whole body of a request to arrive
 */
@ConfigurationProperties("quintet.rest")
record RestSettings(
    @Bindable(defaultValue = "10s") Duration deadline,
    @Bindable(defaultValue = "5s") Duration authenticationDeadline,
    @Bindable(defaultValue = "10s") Duration bodyDeadline) {

  RestSettings {
    within("deadline", deadline, Duration.ofHours(1));
    within("authentication-deadline", authenticationDeadline, Duration.ofMinutes(1));
    within("body-deadline", bodyDeadline, Duration.ofHours(1));
  }

  private static void within(String key, Duration value, Duration most) {
    if (value.isNegative() || value.isZero() || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "quintet.rest." + key + " must be above 0 and at most " + most + ", is " + value);
    }
  }
}
