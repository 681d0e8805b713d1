package dev.quintet.domain.subscriptions;

import static dev.quintet.domain.subscriptions.SubscriptionState.ACTIVE;
import static dev.quintet.domain.subscriptions.SubscriptionState.PAST_DUE;
import static dev.quintet.domain.subscriptions.SubscriptionState.SCHEDULED;
import static dev.quintet.domain.subscriptions.SubscriptionState.TRIALING;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.Subscription.Payments;
import dev.quintet.domain.subscriptions.Subscription.PlanChange;
import dev.quintet.domain.subscriptions.SubscriptionRequest.Cancel;
import dev.quintet.domain.subscriptions.SubscriptionRequest.ChangePlan;
import dev.quintet.domain.subscriptions.SubscriptionRequest.Keep;
import dev.quintet.domain.subscriptions.SubscriptionRequest.Pause;
import dev.quintet.domain.subscriptions.SubscriptionRequest.Resume;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a subscription: what is due by the time, and what customers and the payment provider
 * bring about. Everything is decided here, from the subscription and the instant alone; stores record
 * it. Not for threads that share it.
 */
public final class SubscriptionCourse {

  /** Between the news of a failed payment, however late it comes, and what it leads to. */
  private static final Duration LEAST_GRACE = Duration.ofDays(1);

  private Subscription now;
  private final String cause;
  private final Instant recordedAt;
  private final List<SubscriptionChange> changes = new ArrayList<>();

  private SubscriptionCourse(Subscription begin, String cause, Instant recordedAt) {
    this.now = begin;
    this.cause = cause;
    this.recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * The course of a subscription, to which happens first what is due until an instant.
   *
   * @param cause as in {@link SubscriptionChange}
   * @param until the present
   */
  public static SubscriptionCourse of(Subscription subscription, String cause, Instant until) {
    SubscriptionCourse course = new SubscriptionCourse(subscription, cause, until);
    course.pass();
    return course;
  }

  /** What a subscription is at an instant if nothing happens to it but time. */
  public static Subscription at(Subscription subscription, Instant at) {
    return of(subscription, "time", at).now;
  }

  /**
   * A new subscription, which begins at once if that is agreed.
   *
   * @throws ProblemException Invalid, of {@code starts_at}, when it would begin in the past
   */
  public static SubscriptionCourse begin(
      SubscriptionId id,
      TenantId tenant,
      @Nullable UserId user,
      Subscription.Agreement agreed,
      PlanId plan,
      CycleLength length,
      String cause,
      Instant at) {
    Instant made = at.truncatedTo(ChronoUnit.MICROS);
    if (agreed.startsAt().isBefore(made)) {
      throw ProblemException.invalid("starts_at", "must not be in the past");
    }
    LocalDate billed = day(agreed.trialEndsAt());
    CycleAnchor anchor = CycleAnchor.of(billed, length);
    Cycle first =
        agreed.trialDays() == 0
            ? anchor.cycle(billed)
            : new Cycle(day(agreed.startsAt()), billed);
    Subscription fresh =
        new Subscription(
            id, tenant, user, agreed, SCHEDULED, plan, made, anchor, first, agreed.trialEndsAt(),
            null, null, Payments.NONE, 1, made);
    SubscriptionCourse course = new SubscriptionCourse(fresh, cause, made);
    course.changes.add(
        new SubscriptionChange(fresh, SubscriptionEvent.MADE, made, made, cause));
    course.pass();
    return course;
  }

  /** What it is now. */
  public Subscription subscription() {
    return now;
  }

  /** What happened, in order. */
  public List<SubscriptionChange> changes() {
    return List.copyOf(changes);
  }

  /** When the next change is due by the time alone; empty: never. */
  public static Optional<Instant> nextDue(Subscription subscription) {
    return Due.of(subscription).map(Due::at);
  }

  /**
   * Does what a customer asks for.
   *
   * @throws ProblemException NotReady when the subscription is in a state that does not allow it
   */
  public SubscriptionCourse ask(SubscriptionRequest request) {
    switch (request) {
      case Pause() -> happen(SubscriptionEvent.PAUSED_BY_CUSTOMER, recordedAt);
      case Resume() -> happen(SubscriptionEvent.RESUMED, recordedAt);
      case Cancel(boolean atPeriodEnd) -> cancel(atPeriodEnd);
      case Keep() -> keep();
      case ChangePlan change -> changePlan(change);
    }
    pass();
    return this;
  }

  private void cancel(boolean atPeriodEnd) {
    if (atPeriodEnd) {
      Instant end = now.cycle().end();
      SubscriptionEvent.CANCELLATION_AGREED.require(now.state());
      record(new SubscriptionDraft(now).cancelsAt(end), SubscriptionEvent.CANCELLATION_AGREED, recordedAt);
    } else {
      happen(SubscriptionEvent.CANCELLED_BY_CUSTOMER, recordedAt);
    }
  }

  private void keep() {
    SubscriptionEvent event =
        now.cancelsAt() == null
            ? SubscriptionEvent.PLAN_CHANGE_AGREED
            : SubscriptionEvent.CANCELLATION_AGREED;
    if (now.cancelsAt() == null && now.next() == null) {
      throw new ProblemException(new Problem.NotReady("nothing is agreed for later"));
    }
    event.require(now.state());
    record(new SubscriptionDraft(now).cancelsAt(null).next(null), event, recordedAt);
  }

  private void changePlan(ChangePlan change) {
    SubscriptionEvent.PLAN_CHANGE_AGREED.require(now.state());
    Instant at = change.atPeriodEnd() ? now.cycle().end() : recordedAt;
    PlanChange next = new PlanChange(change.plan(), change.length(), at);
    record(new SubscriptionDraft(now).next(next), SubscriptionEvent.PLAN_CHANGE_AGREED, recordedAt);
  }

  /**
   * What the payment provider says, whose newest word counts in whatever order it arrives.
   *
   * @param known what it said, the newest first; an event takes effect not before what happened already
   */
  public SubscriptionCourse paid(List<PaymentEvent> known) {
    Payments payments = PaymentEvent.together(known, recordedAt);
    boolean said =
        payments.version() == now.payments().version()
            && Objects.equals(payments.failingSince(), now.payments().failingSince());
    PaymentEvent newest = known.getFirst();
    SubscriptionEvent event =
        newest.failed() ? SubscriptionEvent.PAYMENT_FAILED : SubscriptionEvent.PAYMENT_SUCCEEDED;
    if (!said && event.from(now.state()).isPresent()) {
      SubscriptionState state = event.require(now.state());
      record(new SubscriptionDraft(now).payments(payments).state(state), event, newest.at());
      pass();
    }
    return this;
  }

  /** Lets happen what is due. */
  private void pass() {
    for (Optional<Due> due = dueNow(); due.isPresent(); due = dueNow()) {
      happen(due.get().event(), due.get().at());
    }
  }

  private Optional<Due> dueNow() {
    return Due.of(now).filter(it -> !it.at().isAfter(recordedAt));
  }

  private void happen(SubscriptionEvent event, Instant at) {
    SubscriptionState state = event.require(now.state());
    record(new SubscriptionDraft(now).state(state).after(event, later(at, now.changedAt())), event, at);
  }

  private static Instant later(Instant one, Instant two) {
    return one.isBefore(two) ? two : one;
  }

  private void record(SubscriptionDraft draft, SubscriptionEvent event, Instant at) {
    Instant effective = later(at.isAfter(recordedAt) ? recordedAt : at, now.changedAt());
    now = draft.version(now.version() + 1, effective);
    changes.add(new SubscriptionChange(now, event, effective, recordedAt, cause));
  }

  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** A change that the time brings. */
  private record Due(SubscriptionEvent event, Instant at) {

    /** The first one; of those of the same instant, the one that comes first below. */
    static Optional<Due> of(Subscription it) {
      if (it.state().isOver()) {
        return Optional.empty();
      }
      List<Due> due = new ArrayList<>();
      add(due, SubscriptionEvent.TERM_ENDED, it.agreed().endsAt());
      add(due, SubscriptionEvent.CANCELLED_BY_CUSTOMER, it.cancelsAt());
      Instant failing = it.payments().failingSince();
      switch (it.state()) {
        case SCHEDULED -> {
          boolean trial = it.agreed().trialDays() > 0;
          add(
              due,
              trial ? SubscriptionEvent.TRIAL_STARTED : SubscriptionEvent.STARTED,
              it.agreed().startsAt());
        }
        case TRIALING -> add(due, SubscriptionEvent.TRIAL_ENDED, it.agreed().trialEndsAt());
        case ACTIVE -> {
          if (failing != null) {
            add(due, SubscriptionEvent.FELL_DUE, it.changedAt());
          }
        }
        case PAST_DUE -> {
          if (failing != null) {
            Duration grace = Duration.ofDays(it.agreed().graceDays());
            Instant over = later(failing, it.billedFrom()).plus(grace);
            Instant least = it.payments().receivedAt().plus(LEAST_GRACE);
            add(due, SubscriptionEvent.NOT_PAID, later(over, least));
          }
        }
        case PAUSED, CANCELLED, EXPIRED -> {}
      }
      if (it.state() == ACTIVE || it.state() == PAST_DUE) {
        add(due, SubscriptionEvent.RENEWED, it.cycle().end());
      }
      add(due, SubscriptionEvent.PLAN_CHANGED, it.next() == null ? null : it.next().at());
      return due.stream().reduce((one, two) -> two.at().isBefore(one.at()) ? two : one);
    }

    private static void add(List<Due> due, SubscriptionEvent event, @Nullable Instant at) {
      if (at != null) {
        due.add(new Due(event, at));
      }
    }
  }
}
