package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Words;

/** Where a subscription is in its life; {@link SubscriptionEvent} says how it gets from one to another. */
public enum SubscriptionState {
  /** It begins later. */
  SCHEDULED,
  TRIALING,
  ACTIVE,
  /** A payment failed, and none succeeded since. */
  PAST_DUE,
  PAUSED,
  /** By its customer, or because it was not paid. */
  CANCELLED,
  /** Its term ended. */
  EXPIRED;

  /** Whether it has what its plan gives; else it has what is free. */
  public boolean entitles() {
    return this == TRIALING || this == ACTIVE || this == PAST_DUE;
  }

  /** Whether nothing happens to it any more. */
  public boolean isOver() {
    return this == CANCELLED || this == EXPIRED;
  }

  /** The state of that word, as {@link #word()} writes it. */
  public static SubscriptionState of(String word) {
    return Words.find("state", word, values(), SubscriptionState::word);
  }

  public String word() {
    return Words.of(this);
  }
}
