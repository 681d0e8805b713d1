package dev.quintet.domain.subscriptions;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A message of the payment provider whose signature was good and that could not be applied.
 *
 * @param id the sender's, 1 to 200 characters
 * @param contentHash SHA-256 of the body, 64 hexadecimal digits: an id may come with several bodies
 * @param body as it was received, at most 64 KiB
 * @param reason why it could not be applied, for people
 * @param receivedAt first; microseconds
 * @param settledAt when it was applied after all; null: not yet
 */
public record QuarantinedWebhook(
    String id,
    String contentHash,
    String body,
    String reason,
    Instant receivedAt,
    @Nullable Instant settledAt) {

  public QuarantinedWebhook {
    receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    settledAt = settledAt == null ? null : settledAt.truncatedTo(ChronoUnit.MICROS);
  }
}
