package dev.quintet.domain.subscriptions;

import static dev.quintet.domain.subscriptions.SubscriptionState.SCHEDULED;
import static dev.quintet.domain.subscriptions.SubscriptionState.TRIALING;

import dev.quintet.domain.subscriptions.Subscription.Payments;
import dev.quintet.domain.subscriptions.Subscription.PlanChange;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A subscription that is being changed. */
final class SubscriptionDraft {
  private final Subscription was;
  private SubscriptionState state;
  private PlanId plan;
  private Instant taken;
  private CycleAnchor anchor;
  private Cycle cycle;
  private Instant billedFrom;
  private @Nullable PlanChange next;
  private @Nullable Instant cancelsAt;
  private Payments payments;

  SubscriptionDraft(Subscription was) {
    this.was = was;
    this.state = was.state();
    this.plan = was.plan();
    this.taken = was.taken();
    this.anchor = was.anchor();
    this.cycle = was.cycle();
    this.billedFrom = was.billedFrom();
    this.next = was.next();
    this.cancelsAt = was.cancelsAt();
    this.payments = was.payments();
  }

  SubscriptionDraft state(SubscriptionState to) {
    state = to;
    return this;
  }

  SubscriptionDraft next(@Nullable PlanChange to) {
    next = to;
    return this;
  }

  SubscriptionDraft cancelsAt(@Nullable Instant to) {
    cancelsAt = to;
    return this;
  }

  SubscriptionDraft payments(Payments to) {
    payments = to;
    return this;
  }

  SubscriptionDraft after(SubscriptionEvent event, Instant at) {
    switch (event) {
      case STARTED, TRIAL_ENDED, RESUMED -> {
        billedFrom = at;
        cycle = anchor.cycle(SubscriptionCourse.day(at));
      }
      case RENEWED -> cycle = anchor.cycle(cycle.to());
      case PLAN_CHANGED -> changePlan(at);
      case CANCELLED_BY_CUSTOMER, NOT_PAID, TERM_ENDED -> {
        next = null;
        cancelsAt = null;
      }
      case MADE, TRIAL_STARTED, PLAN_CHANGE_AGREED, CANCELLATION_AGREED, PAUSED_BY_CUSTOMER,
          PAYMENT_FAILED, PAYMENT_SUCCEEDED, FELL_DUE -> {}
    }
    return this;
  }

  private void changePlan(Instant at) {
    if (next == null) {
      return;
    }
    plan = next.plan();
    taken = at;
    if (next.length() != anchor.length()) {
      boolean notYet = state == SCHEDULED || state == TRIALING;
      LocalDate from = notYet ? anchor.from() : SubscriptionCourse.day(at);
      anchor =
          notYet || from.equals(cycle.from())
              ? anchor.from(from, next.length())
              : CycleAnchor.of(from, next.length());
      cycle = state == TRIALING || notYet && was.agreed().trialDays() > 0
          ? cycle
          : anchor.cycle(from);
    }
    next = null;
  }

  Subscription version(int version, Instant changedAt) {
    return new Subscription(
        was.id(), was.tenant(), was.user(), was.agreed(), state, plan, taken, anchor, cycle,
        billedFrom, next, cancelsAt, payments, version, changedAt);
  }
}
