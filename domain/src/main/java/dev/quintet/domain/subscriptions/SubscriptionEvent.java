package dev.quintet.domain.subscriptions;

import static dev.quintet.domain.subscriptions.SubscriptionState.ACTIVE;
import static dev.quintet.domain.subscriptions.SubscriptionState.CANCELLED;
import static dev.quintet.domain.subscriptions.SubscriptionState.EXPIRED;
import static dev.quintet.domain.subscriptions.SubscriptionState.PAST_DUE;
import static dev.quintet.domain.subscriptions.SubscriptionState.PAUSED;
import static dev.quintet.domain.subscriptions.SubscriptionState.SCHEDULED;
import static dev.quintet.domain.subscriptions.SubscriptionState.TRIALING;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What happens to subscriptions, and from which state to which it brings one. This is the whole table;
 * the README prints it. What it does not have is refused.
 */
public enum SubscriptionEvent {
  /** The beginning of every history. */
  MADE(Map.of()),
  TRIAL_STARTED(Map.of(SCHEDULED, TRIALING)),
  STARTED(Map.of(SCHEDULED, ACTIVE)),
  TRIAL_ENDED(Map.of(TRIALING, ACTIVE)),
  /** A new cycle begins. */
  RENEWED(Map.of(ACTIVE, ACTIVE, PAST_DUE, PAST_DUE)),
  /** A change of plan that was agreed for later, or was withdrawn. */
  PLAN_CHANGE_AGREED(stays(SCHEDULED, TRIALING, ACTIVE, PAST_DUE, PAUSED)),
  PLAN_CHANGED(stays(SCHEDULED, TRIALING, ACTIVE, PAST_DUE, PAUSED)),
  /** An end that was agreed for later, or was withdrawn. */
  CANCELLATION_AGREED(stays(SCHEDULED, TRIALING, ACTIVE, PAST_DUE, PAUSED)),
  PAUSED_BY_CUSTOMER(Map.of(ACTIVE, PAUSED)),
  RESUMED(Map.of(PAUSED, ACTIVE)),
  /** Remembered where nothing is to be paid yet. */
  PAYMENT_FAILED(
      Map.of(
          SCHEDULED, SCHEDULED, TRIALING, TRIALING, ACTIVE, PAST_DUE, PAST_DUE, PAST_DUE, PAUSED,
          PAUSED)),
  PAYMENT_SUCCEEDED(
      Map.of(
          SCHEDULED, SCHEDULED, TRIALING, TRIALING, ACTIVE, ACTIVE, PAST_DUE, ACTIVE, PAUSED,
          PAUSED)),
  /** A payment that failed during the trial or a pause is due now. */
  FELL_DUE(Map.of(ACTIVE, PAST_DUE)),
  /** No payment in time after one that failed. */
  NOT_PAID(Map.of(PAST_DUE, CANCELLED)),
  CANCELLED_BY_CUSTOMER(
      Map.of(
          SCHEDULED, CANCELLED, TRIALING, CANCELLED, ACTIVE, CANCELLED, PAST_DUE, CANCELLED,
          PAUSED, CANCELLED)),
  /** Its term ended. */
  TERM_ENDED(
      Map.of(
          SCHEDULED, EXPIRED, TRIALING, EXPIRED, ACTIVE, EXPIRED, PAST_DUE, EXPIRED, PAUSED,
          EXPIRED));

  private final Map<SubscriptionState, SubscriptionState> transitions;

  SubscriptionEvent(Map<SubscriptionState, SubscriptionState> transitions) {
    this.transitions = transitions;
  }

  private static Map<SubscriptionState, SubscriptionState> stays(SubscriptionState... states) {
    Map<SubscriptionState, SubscriptionState> same = new EnumMap<>(SubscriptionState.class);
    for (SubscriptionState state : states) {
      same.put(state, state);
    }
    return same;
  }

  /** The state that follows; empty when it cannot happen in this one. */
  public Optional<SubscriptionState> from(SubscriptionState state) {
    return Optional.ofNullable(transitions.get(state));
  }

  /**
   * The state that follows.
   *
   * @throws ProblemException NotReady when it cannot happen in this one
   */
  SubscriptionState require(SubscriptionState state) {
    return from(state)
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem.NotReady(
                        "a subscription that is " + state.word() + " cannot be " + word())));
  }

  /** The event of that word, as {@link #word()} writes it. */
  public static SubscriptionEvent of(String word) {
    return Words.find("event", word, values(), SubscriptionEvent::word);
  }

  public String word() {
    return Words.of(this);
  }
}
