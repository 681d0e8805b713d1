package dev.quintet.client;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plan that a tenant, or one of its users, has. Days are of UTC.
 *
 * @param userId null: it is the tenant's
 * @param state scheduled, trialing, active, past_due, paused, cancelled or expired
 * @param cycle monthly, quarterly or yearly
 * @param cycleTo exclusive
 * @param cancels when it is cancelled, as agreed; null: not
 * @param next the plan that is agreed for later; null: none
 * @param version how many changes there were
 */
public record Subscription(
    String id,
    @Nullable String userId,
    String state,
    String plan,
    String cycle,
    LocalDate cycleFrom,
    LocalDate cycleTo,
    Instant startsAt,
    @Nullable Instant cancels,
    @Nullable String next,
    int version) {

  /** When it is cancelled, if that is agreed. */
  public Optional<Instant> cancelsAt() {
    return Optional.ofNullable(cancels);
  }

  /** The plan that is agreed for later. */
  public Optional<String> nextPlan() {
    return Optional.ofNullable(next);
  }

  static Subscription of(dev.quintet.subscriptions.v1.Subscription it) {
    return new Subscription(
        it.getSubscription(),
        it.getUserId().isEmpty() ? null : it.getUserId(),
        it.getState(),
        it.getPlan(),
        it.getCycle(),
        LocalDate.parse(it.getCycleFrom()),
        LocalDate.parse(it.getCycleTo()),
        Times.ofMicros(it.getStartsAtMicros()),
        it.getCancelsAtMicros() == 0 ? null : Times.ofMicros(it.getCancelsAtMicros()),
        it.getNextPlan().isEmpty() ? null : it.getNextPlan(),
        it.getVersion());
  }
}
