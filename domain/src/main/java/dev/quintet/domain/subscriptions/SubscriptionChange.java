package dev.quintet.domain.subscriptions;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An entry of the history of a subscription, which is only added to.
 *
 * @param after what the subscription is from {@code at} on; its version is the entry's number
 * @param at when it took effect, not before the entry before; microseconds
 * @param recordedAt when that became known; later than {@code at} if a job came late
 * @param cause a word, and the id of what caused it if it has one: {@code request 7f3}, {@code time},
 *     {@code payment evt_9}
 */
public record SubscriptionChange(
    Subscription after, SubscriptionEvent event, Instant at, Instant recordedAt, String cause) {

  public SubscriptionChange {
    at = at.truncatedTo(ChronoUnit.MICROS);
    recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
  }
}
