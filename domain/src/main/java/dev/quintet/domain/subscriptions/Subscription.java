package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A plan that a tenant, or one of its users, has. What happens to it by the time alone is decided by
 * {@link SubscriptionCourse}, from these values and from nothing else: a job that comes late finds the
 * same changes, with the same instants, as one that comes in time.
 *
 * @param user null: it is the tenant's
 * @param agreed what was agreed when it was made
 * @param taken when this plan was taken, which decides on its prices
 * @param anchor of its cycles, from the end of the trial on
 * @param cycle the one it is in, or its trial; during a pause the one in which it was paused
 * @param billedFrom since when it has been paid for without a pause
 * @param next the change of plan that is agreed for later; null: none
 * @param cancelsAt when it is cancelled, as agreed; null: not
 * @param version how many changes there were; the first is 1
 * @param changedAt when the last of them took effect
 */
public record Subscription(
    SubscriptionId id,
    TenantId tenant,
    @Nullable UserId user,
    Agreement agreed,
    SubscriptionState state,
    PlanId plan,
    Instant taken,
    CycleAnchor anchor,
    Cycle cycle,
    Instant billedFrom,
    @Nullable PlanChange next,
    @Nullable Instant cancelsAt,
    Payments payments,
    int version,
    Instant changedAt) {

  /** Until when an instant may be: dates of databases and of callers end later. */
  private static final Instant LATEST = Instant.parse("2400-01-01T00:00:00Z");

  private static final int MAX_TRIAL_DAYS = 366;
  private static final int MAX_GRACE_DAYS = 366;

  /**
   * What was agreed when the subscription was made.
   *
   * @param startsAt when it begins, with the trial if there is one
   * @param trialDays 0 to 366; 0: no trial
   * @param endsAt when it expires; null: it goes on until it is cancelled
   * @param graceDays how long after a payment that failed it is cancelled, 0 to 366
   */
  public record Agreement(
      Instant startsAt, int trialDays, @Nullable Instant endsAt, int graceDays) {

    public Agreement {
      startsAt = startsAt.truncatedTo(ChronoUnit.MICROS);
      endsAt = endsAt == null ? null : endsAt.truncatedTo(ChronoUnit.MICROS);
      if (startsAt.isAfter(LATEST) || startsAt.isBefore(Instant.EPOCH)) {
        throw ProblemException.invalid("starts_at", "must be from 1970 to 2400");
      }
      if (trialDays < 0 || trialDays > MAX_TRIAL_DAYS) {
        throw ProblemException.invalid("trial_days", "must be 0 to " + MAX_TRIAL_DAYS);
      }
      if (graceDays < 0 || graceDays > MAX_GRACE_DAYS) {
        throw ProblemException.invalid("grace_days", "must be 0 to " + MAX_GRACE_DAYS);
      }
      if (endsAt != null && (endsAt.isAfter(LATEST) || !startsAt.isBefore(endsAt))) {
        throw ProblemException.invalid("ends_at", "must be after starts_at, until 2400");
      }
    }

    /** When it is paid for first. */
    public Instant trialEndsAt() {
      return startsAt.plus(Duration.ofDays(trialDays));
    }
  }

  /** A change of plan at an instant. */
  public record PlanChange(PlanId plan, CycleLength length, Instant at) {}

  /**
   * What the payment provider said last.
   *
   * @param version of what it said; 0: nothing yet. Whatever it says of a lower one is old.
   * @param failingSince when the first payment failed of those that failed since one succeeded; null:
   *     the last one succeeded
   * @param receivedAt when its last message was received
   */
  public record Payments(long version, @Nullable Instant failingSince, Instant receivedAt) {

    /** Of a subscription of which the provider said nothing. */
    public static final Payments NONE = new Payments(0, null, Instant.EPOCH);
  }

  /** Whose it is: of the tenant if it has no user. */
  public boolean isOf(@Nullable UserId owner) {
    return owner == null ? user == null : owner.equals(user);
  }
}
