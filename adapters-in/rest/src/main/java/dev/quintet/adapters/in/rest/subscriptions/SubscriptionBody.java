package dev.quintet.adapters.in.rest.subscriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it is shown. Instants are ISO 8601, UTC; days are of UTC.
 *
 * @param user not there: it is the tenant's
 * @param cycle how long its cycles are
 * @param cycleFrom first day of the cycle it is in, or of its trial
 * @param cycleTo exclusive
 * @param endsAt not there: it goes on until it is cancelled
 * @param cancelsAt when it is cancelled, as agreed
 * @param nextPlan agreed for later, from {@code next_at} on
 * @param failingSince when the first payment failed of those since one succeeded
 * @param version how many changes there were
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record SubscriptionBody(
    String subscription,
    @Nullable String user,
    String subscriptionState,
    String plan,
    String cycle,
    String cycleFrom,
    String cycleTo,
    String startsAt,
    long trialDays,
    @Nullable String endsAt,
    long graceDays,
    @Nullable String cancelsAt,
    @Nullable String nextPlan,
    @Nullable String nextCycle,
    @Nullable String nextAt,
    @Nullable String failingSince,
    long version,
    String changedAt) {

  /** Subscriptions by id. */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Listing(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<SubscriptionBody> subscriptions,
      @Nullable String nextCursor) {

    static Listing of(Page<Subscription> page) {
      return new Listing(
          page.items().stream().map(SubscriptionBody::of).toList(),
          page.next().map(Cursor::value).orElse(null));
    }
  }

  /**
   * A change of a subscription.
   *
   * @param at when it took effect
   * @param recordedAt when it became known
   * @param cause the request, the payment or the time
   * @param after what the subscription is from then on
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Change(
      String event, String at, String recordedAt, String cause, SubscriptionBody after) {}

  /** What happened to a subscription. */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record History(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<Change> changes,
      @Nullable String nextCursor) {

    static History of(Page<SubscriptionChange> page) {
      return new History(
          page.items().stream()
              .map(
                  it ->
                      new Change(
                          it.event().word(),
                          it.at().toString(),
                          it.recordedAt().toString(),
                          it.cause(),
                          SubscriptionBody.of(it.after())))
              .toList(),
          page.next().map(Cursor::value).orElse(null));
    }
  }

  static SubscriptionBody of(Subscription it) {
    Subscription.PlanChange next = it.next();
    return new SubscriptionBody(
        it.id().value(),
        it.user() == null ? null : it.user().value(),
        it.state().word(),
        it.plan().value(),
        it.anchor().length().word(),
        it.cycle().from().toString(),
        it.cycle().to().toString(),
        it.agreed().startsAt().toString(),
        it.agreed().trialDays(),
        text(it.agreed().endsAt()),
        it.agreed().graceDays(),
        text(it.cancelsAt()),
        next == null ? null : next.plan().value(),
        next == null ? null : next.length().word(),
        next == null ? null : text(next.at()),
        text(it.payments().failingSince()),
        it.version(),
        it.changedAt().toString());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
