package dev.quintet.domain.subscriptions;

/** What a customer asks of a subscription that there is. */
public sealed interface SubscriptionRequest {

  /** Nothing is paid, and nothing beyond what is free is allowed, from now on. */
  record Pause() implements SubscriptionRequest {}

  /** The end of a pause; cycles are on the same days as before. */
  record Resume() implements SubscriptionRequest {}

  /**
   * The end of the subscription.
   *
   * @param atPeriodEnd at the end of its cycle; else now
   */
  record Cancel(boolean atPeriodEnd) implements SubscriptionRequest {}

  /** That what was agreed for the end of the cycle, an end or another plan, does not happen. */
  record Keep() implements SubscriptionRequest {}

  /**
   * Another plan, or another length of cycles.
   *
   * @param atPeriodEnd at the end of its cycle; else now
   */
  record ChangePlan(PlanId plan, CycleLength length, boolean atPeriodEnd)
      implements SubscriptionRequest {}
}
