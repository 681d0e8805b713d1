package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Something that was used.
 *
 * @param id unique within the tenant; the same id again is the same event
 * @param count at least 1
 * @param at when, microseconds; it decides on the billing period, unless that is closed
 */
public record UsageEvent(UUID id, Subject subject, UsageType type, long count, Instant at) {

  public UsageEvent {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, is " + count);
    }
    at = at.truncatedTo(ChronoUnit.MICROS);
  }
}
