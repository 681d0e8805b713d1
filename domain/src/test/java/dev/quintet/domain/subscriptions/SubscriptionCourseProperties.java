package dev.quintet.domain.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.SubscriptionRequest.Cancel;
import dev.quintet.domain.subscriptions.SubscriptionRequest.ChangePlan;
import dev.quintet.domain.subscriptions.SubscriptionRequest.Keep;
import dev.quintet.domain.subscriptions.SubscriptionRequest.Pause;
import dev.quintet.domain.subscriptions.SubscriptionRequest.Resume;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

final class SubscriptionCourseProperties {

  private static final Instant BEGIN = Instant.parse("2027-01-31T12:00:00Z");
  private static final PlanId PRO = new PlanId("pro");

  private static SubscriptionCourse begin(Subscription.Agreement agreed) {
    return SubscriptionCourse.begin(
        new SubscriptionId("s"), new TenantId("acme"), null, agreed, PRO, CycleLength.MONTHLY,
        "test", BEGIN);
  }

  private static PaymentEvent event(long version, boolean failed, Instant at) {
    return new PaymentEvent(
        "evt_" + version,
        new TenantId("acme"),
        new SubscriptionId("s"),
        version,
        failed,
        at,
        null);
  }

  private static Subscription active() {
    return begin(new Subscription.Agreement(BEGIN, 0, null, 14)).subscription();
  }

  private static SubscriptionCourse at(Subscription subscription, String time) {
    return SubscriptionCourse.of(subscription, "test", Instant.parse(time));
  }

  private static List<SubscriptionEvent> events(List<SubscriptionChange> changes) {
    return changes.stream().map(SubscriptionChange::event).toList();
  }

  private static List<String> effects(List<SubscriptionChange> changes) {
    return changes.stream().map(it -> it.event() + " " + it.at() + " " + it.after()).toList();
  }

  private static Subscription.Agreement agreement(Random random) {
    Instant starts = BEGIN.plus(Duration.ofHours(random.nextInt(3) * 100L));
    return new Subscription.Agreement(
        starts,
        random.nextInt(3) * 10,
        random.nextBoolean() ? null : starts.plus(Duration.ofHours(1 + random.nextInt(10_000))),
        random.nextInt(30));
  }

  private static SubscriptionRequest request(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Pause();
      case 1 -> new Resume();
      case 2 -> new Cancel(random.nextInt(4) > 0);
      case 3 -> new Keep();
      default ->
          new ChangePlan(
              random.nextBoolean() ? PlanId.FREE : PRO,
              CycleLength.values()[random.nextInt(3)],
              random.nextBoolean());
    };
  }

  private static void something(SubscriptionCourse course, Random random, Instant at) {
    try {
      if (random.nextInt(3) == 0) {
        boolean failed = random.nextBoolean();
        course.paid(List.of(event(course.subscription().payments().version() + 1, failed, at)));
      } else {
        course.ask(request(random));
      }
    } catch (ProblemException e) {
      assertThat(e.problem()).isInstanceOf(Problem.NotReady.class);
    }
  }

  /** However often jobs run in between, and whenever, the same happens at the same instants. */
  @Property(tries = 500)
  void whatIsDueIsDoneAsIfOnTimeHoweverLateAJobComes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int steps) {
    List<List<String>> courses = new ArrayList<>();
    for (int jobs : new int[] {0, 1, 7}) {
      Random random = new Random(seed);
      Random times = new Random(seed + jobs);
      SubscriptionCourse made = begin(agreement(random));
      List<SubscriptionChange> all = new ArrayList<>(made.changes());
      Subscription now = made.subscription();
      Instant at = BEGIN;
      for (int i = 0; i < steps; i++) {
        Duration step = Duration.ofMinutes(random.nextInt(100_000));
        for (int job = 0; job < jobs; job++) {
          Instant between = at.plusSeconds(times.nextLong(step.toSeconds() + 1));
          SubscriptionCourse passed = SubscriptionCourse.of(now, "time", between);
          all.addAll(passed.changes());
          now = passed.subscription();
        }
        at = at.plus(step);
        SubscriptionCourse course = SubscriptionCourse.of(now, "test", at);
        something(course, random, at);
        all.addAll(course.changes());
        now = course.subscription();
      }
      courses.add(effects(all));
    }
    assertThat(courses.get(1)).isEqualTo(courses.get(0));
    assertThat(courses.get(2)).isEqualTo(courses.get(0));
  }

  /** Every order in which the provider's messages arrive, doubled ones included, ends the same. */
  @Property(tries = 300)
  void anyOrderOfPaymentsEndsInTheSameState(
      @ForAll @Size(min = 1, max = 6) List<Boolean> failed, @ForAll long seed) {
    Random random = new Random(seed);
    Subscription before =
        begin(new Subscription.Agreement(BEGIN, random.nextInt(2) * 14, null, 14)).subscription();
    Instant now = BEGIN.plus(Duration.ofDays(5 + random.nextInt(60)));
    List<PaymentEvent> told = new ArrayList<>();
    for (int i = 0; i < failed.size(); i++) {
      told.add(event(i + 1, failed.get(i), now.minus(Duration.ofHours(100L - i))));
    }
    Subscription inOrder = afterPayments(before, told, now);
    for (int i = 0; i < 10; i++) {
      List<PaymentEvent> shuffled = new ArrayList<>(told);
      shuffled.add(told.get(random.nextInt(told.size())));
      Collections.shuffle(shuffled, random);
      Subscription after = afterPayments(before, shuffled, now);
      assertThat(after.state()).isEqualTo(inOrder.state());
      assertThat(after.payments()).isEqualTo(inOrder.payments());
      assertThat(after.cycle()).isEqualTo(inOrder.cycle());
      assertThat(SubscriptionCourse.nextDue(after)).isEqualTo(SubscriptionCourse.nextDue(inOrder));
    }
  }

  private static Subscription afterPayments(
      Subscription before, List<PaymentEvent> arriving, Instant now) {
    TreeMap<Long, PaymentEvent> known = new TreeMap<>(Comparator.reverseOrder());
    Subscription after = before;
    for (PaymentEvent event : arriving) {
      known.putIfAbsent(event.version(), event);
      after =
          SubscriptionCourse.of(after, "test", now)
              .paid(List.copyOf(known.values()))
              .subscription();
    }
    return after;
  }

  /** Whatever happens, each change is legal, follows the last, and takes effect not before it. */
  @Property(tries = 500)
  void everyHistoryIsLegal(@ForAll long seed) {
    Random random = new Random(seed);
    SubscriptionCourse course = begin(agreement(random));
    List<SubscriptionChange> all = new ArrayList<>(course.changes());
    Instant at = BEGIN;
    for (int i = 0; i < 20; i++) {
      at = at.plus(Duration.ofMinutes(random.nextInt(60_000)));
      course = SubscriptionCourse.of(course.subscription(), "test", at);
      something(course, random, at);
      all.addAll(course.changes());
    }
    for (int i = 1; i < all.size(); i++) {
      SubscriptionChange change = all.get(i);
      Subscription before = all.get(i - 1).after();
      assertThat(change.event().from(before.state())).contains(change.after().state());
      assertThat(change.after().version()).isEqualTo(i + 1);
      assertThat(change.at()).isAfterOrEqualTo(all.get(i - 1).at());
      assertThat(change.at()).isBeforeOrEqualTo(change.recordedAt());
    }
  }

  @Example
  void aTrialEndsAndItsCyclesBeginOnThatDay() {
    Subscription.Agreement agreed = new Subscription.Agreement(BEGIN, 14, null, 14);
    SubscriptionCourse made = begin(agreed);
    assertThat(events(made.changes()))
        .containsExactly(SubscriptionEvent.MADE, SubscriptionEvent.TRIAL_STARTED);
    SubscriptionCourse later = at(made.subscription(), "2027-03-14T00:00:00Z");
    assertThat(later.changes())
        .extracting(it -> it.event() + " " + it.at())
        .containsExactly("TRIAL_ENDED 2027-02-14T12:00:00Z", "RENEWED 2027-03-14T00:00:00Z");
    assertThat(later.subscription().state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Example
  void whatWasNotPaidIsCancelledAfterTheGraceAndWhatWasPaidIsNot() {
    Instant failed = Instant.parse("2027-02-03T00:00:00Z");
    Subscription pastDue =
        at(active(), "2027-02-03T00:00:00Z")
            .paid(List.of(event(1, true, failed)))
            .subscription();
    assertThat(pastDue.state()).isEqualTo(SubscriptionState.PAST_DUE);
    SubscriptionCourse unpaid = at(pastDue, "2027-02-17T00:00:00Z");
    assertThat(events(unpaid.changes())).containsExactly(SubscriptionEvent.NOT_PAID);
    Instant paid = Instant.parse("2027-02-16T23:59:59Z");
    assertThat(
            at(pastDue, "2027-02-16T23:59:59Z")
                .paid(List.of(event(2, false, paid), event(1, true, failed)))
                .subscription()
                .state())
        .isEqualTo(SubscriptionState.ACTIVE);
  }

  @Example
  void aFailureThatIsToldLateLeavesADayToPay() {
    Instant failed = Instant.parse("2027-02-03T00:00:00Z");
    Subscription told =
        at(active(), "2027-04-01T00:00:00Z").paid(List.of(event(1, true, failed))).subscription();
    assertThat(told.state()).isEqualTo(SubscriptionState.PAST_DUE);
    assertThat(SubscriptionCourse.at(told, Instant.parse("2027-04-01T23:59:59Z")).state())
        .isEqualTo(SubscriptionState.PAST_DUE);
    assertThat(SubscriptionCourse.at(told, Instant.parse("2027-04-02T00:00:00Z")).state())
        .isEqualTo(SubscriptionState.CANCELLED);
  }

  @Example
  void aPaymentThatFailsInATrialFallsDueWhenItEnds() {
    Subscription trial = begin(new Subscription.Agreement(BEGIN, 14, null, 14)).subscription();
    Instant failed = BEGIN.plusSeconds(60);
    Subscription told =
        SubscriptionCourse.of(trial, "test", failed)
            .paid(List.of(event(1, true, failed)))
            .subscription();
    assertThat(told.state()).isEqualTo(SubscriptionState.TRIALING);
    SubscriptionCourse later = at(told, "2027-02-28T12:00:00Z");
    assertThat(events(later.changes()))
        .containsExactly(
            SubscriptionEvent.TRIAL_ENDED, SubscriptionEvent.FELL_DUE, SubscriptionEvent.NOT_PAID);
    assertThat(later.changes().getLast().at()).isEqualTo(Instant.parse("2027-02-28T12:00:00Z"));
  }

  @Example
  void aDowngradeAtTheEndOfTheCycleHappensThenAndKeepsTheDay() {
    Subscription agreed =
        at(active(), "2027-02-10T00:00:00Z")
            .ask(new ChangePlan(PlanId.FREE, CycleLength.QUARTERLY, true))
            .subscription();
    assertThat(agreed.plan()).isEqualTo(PRO);
    Subscription changed = SubscriptionCourse.at(agreed, Instant.parse("2027-03-01T00:00:00Z"));
    assertThat(changed.plan()).isEqualTo(PlanId.FREE);
    assertThat(changed.cycle().from()).isEqualTo("2027-02-28");
    assertThat(changed.cycle().to()).isEqualTo("2027-05-31");
  }

  @Example
  void anUpgradeNowKeepsTheCycleOfTheSameLength() {
    Subscription changed =
        at(active(), "2027-02-10T00:00:00Z")
            .ask(new ChangePlan(new PlanId("enterprise"), CycleLength.MONTHLY, false))
            .subscription();
    assertThat(changed.plan()).isEqualTo(new PlanId("enterprise"));
    assertThat(changed.taken()).isEqualTo(Instant.parse("2027-02-10T00:00:00Z"));
    assertThat(changed.cycle()).isEqualTo(active().cycle());
  }

  @Example
  void aPauseStopsCyclesAndTheEndOfItGoesOnWithTheSameDays() {
    Subscription paused =
        at(active(), "2027-02-10T00:00:00Z").ask(new Pause()).subscription();
    SubscriptionCourse resumed = at(paused, "2027-05-10T00:00:00Z").ask(new Resume());
    assertThat(events(resumed.changes())).containsExactly(SubscriptionEvent.RESUMED);
    assertThat(resumed.subscription().cycle().from()).isEqualTo("2027-04-30");
  }

  @Example
  void whatIsAgreedForLaterIsWithdrawn() {
    Subscription kept =
        at(at(active(), "2027-02-10T00:00:00Z").ask(new Cancel(true)).subscription(),
                "2027-02-11T00:00:00Z")
            .ask(new Keep())
            .subscription();
    assertThat(SubscriptionCourse.at(kept, Instant.parse("2027-03-01T00:00:00Z")).state())
        .isEqualTo(SubscriptionState.ACTIVE);
    assertThatThrownBy(() -> at(kept, "2027-02-12T00:00:00Z").ask(new Keep()))
        .isInstanceOf(ProblemException.class);
  }

  @Example
  void whatTheTableDoesNotHaveIsRefusedWithTheStateAndWhatWasAsked() {
    assertThatThrownBy(() -> at(active(), "2027-02-10T00:00:00Z").ask(new Resume()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              @Nullable Object problem = e.problem();
              assertThat(problem).isInstanceOf(Problem.NotReady.class);
              assertThat(e.problem().detail()).contains("active").contains("resumed");
            });
  }

  @Example
  void aSubscriptionDoesNotBeginInThePast() {
    assertThatThrownBy(
            () -> begin(new Subscription.Agreement(BEGIN.minusNanos(1_000), 0, null, 14)))
        .hasMessageContaining("starts_at");
  }
}
