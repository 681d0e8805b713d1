package dev.quintet.application.subscriptions;

import static dev.quintet.application.subscriptions.QuotaSetting.ACME;
import static dev.quintet.application.subscriptions.QuotaSetting.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Subscriptions;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.Grant;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.Quota;
import dev.quintet.domain.subscriptions.QuotaWarning;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class QuotasTest {

  private static final UsageType CALLS = UsageType.API_CALLS;
  private static final UsageType TICKS = UsageType.TICKS_PROCESSED;
  private static final Instant RESET = Instant.parse("2026-03-01T00:00:00Z");

  private static Limit calls(long most) {
    return new Limit(Limit.Name.API_CALLS, most, true);
  }

  private static Limit ticks(long most) {
    return new Limit(Limit.Name.TICKS, most, true);
  }

  private static Quotas loaded(QuotaSetting setting) {
    Quotas quotas = setting.quotas();
    quotas.load(SUBJECT, Fresh.deadline());
    return quotas;
  }

  private static long used(Quotas quotas, Limit.Name name) {
    return quotas.quotas(SUBJECT, Fresh.deadline()).stream()
        .filter(it -> it.name() == name)
        .mapToLong(Quota::used)
        .sum();
  }

  private static void assertRefused(Runnable work, Problem problem) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  @Test
  void whatExceedsALimitIsRefusedWithWhatIsUsedAndUntilWhen() {
    QuotaSetting setting = new QuotaSetting(calls(3));
    Quotas quotas = loaded(setting);
    for (int call = 0; call < 3; call++) {
      quotas.admit(SUBJECT, CALLS, 1);
    }
    assertRefused(
        () -> quotas.admit(SUBJECT, CALLS, 1),
        new Problem.LimitExceeded(
            "api_calls",
            3,
            Duration.between(setting.now, RESET),
            new Problem.Consumed(3, RESET)));
    quotas.giveBack(SUBJECT, CALLS, 1);
    quotas.admit(SUBJECT, CALLS, 1);
  }

  @Test
  void aTypeWithoutALimitAndASoftLimitRefuseNothing() {
    QuotaSetting setting =
        new QuotaSetting(new Limit(Limit.Name.AI_DECISIONS, 1, false), ticks(5));
    Quotas quotas = loaded(setting);
    quotas.admit(SUBJECT, CALLS, Long.MAX_VALUE / 4);
    quotas.admit(SUBJECT, UsageType.AI_DECISIONS, 10);
    setting.record(quotas, SUBJECT, UsageType.AI_DECISIONS, 10);
    quotas.look();
    assertThat(quotas.quotas(SUBJECT, Fresh.deadline()))
        .contains(new Quota(Limit.Name.AI_DECISIONS, 1, false, 10, RESET));
    assertThat(setting.warnings.warnings(ACME, LocalDate.EPOCH, Fresh.deadline()))
        .extracting(QuotaWarning::limit, QuotaWarning::percent)
        .contains(tuple(Limit.Name.AI_DECISIONS, 80), tuple(Limit.Name.AI_DECISIONS, 100));
  }

  @Test
  void moreSymbolsThanASoftLimitAreShownAndWarnedOf() {
    QuotaSetting setting = new QuotaSetting(new Limit(Limit.Name.MAX_SYMBOLS, 2, false));
    Quotas quotas = loaded(setting);
    quotas.held(SUBJECT, 3);
    quotas.look();
    assertThat(quotas.quotas(SUBJECT, Fresh.deadline()))
        .filteredOn(quota -> quota.name() == Limit.Name.MAX_SYMBOLS)
        .extracting(Quota::used, Quota::hard)
        .containsExactly(tuple(3L, false));
    assertThat(setting.warnings.warnings(ACME, LocalDate.EPOCH, Fresh.deadline()))
        .extracting(QuotaWarning::limit, QuotaWarning::percent)
        .contains(tuple(Limit.Name.MAX_SYMBOLS, 100));
  }

  @Test
  void aHardLimitOfDecisionsHolds() {
    Quotas quotas = loaded(new QuotaSetting(new Limit(Limit.Name.AI_DECISIONS, 2, true)));
    quotas.admit(SUBJECT, UsageType.AI_DECISIONS, 2);
    assertThatThrownBy(() -> quotas.admit(SUBJECT, UsageType.AI_DECISIONS, 1))
        .hasMessageContaining("ai_decisions");
  }

  @Test
  void aBatchIsAdmittedAsAWholeOrNotAtAll() {
    Quotas quotas = loaded(new QuotaSetting(ticks(100)));
    quotas.admit(SUBJECT, TICKS, 60);
    assertThatThrownBy(() -> quotas.admit(SUBJECT, TICKS, 41)).hasMessageContaining("60 are used");
    quotas.admit(SUBJECT, TICKS, 40);
    assertThat(used(quotas, Limit.Name.TICKS)).isEqualTo(100);
  }

  @Test
  void whatIsRecordedIsCountedOnceWheneverTheLedgerIsAsked() {
    QuotaSetting setting = new QuotaSetting(ticks(100));
    Quotas quotas = loaded(setting);
    Random random = new Random(7);
    long expected = 0;
    for (int step = 0; step < 200; step++) {
      if (expected < 100 && random.nextBoolean()) {
        quotas.admit(SUBJECT, TICKS, 1);
      }
      expected = used(quotas, Limit.Name.TICKS);
      if (random.nextInt(3) == 0) {
        quotas.look();
      }
      assertThat(used(quotas, Limit.Name.TICKS)).isEqualTo(expected);
      long open = expected - setting.used(TICKS);
      if (open > 0 && random.nextInt(3) == 0) {
        setting.record(quotas, SUBJECT, TICKS, open);
        assertThat(used(quotas, Limit.Name.TICKS)).isEqualTo(expected);
      }
    }
    assertThat(expected).isPositive();
  }

  /** The tenant's limit lets it pass and the user's refuses: the tenant's counter is as before. */
  @Test
  void noCounterStaysRaisedWhenALaterLimitRefuses() {
    QuotaSetting setting = new QuotaSetting(calls(10));
    UserId ann = new UserId("ann");
    Subject anns = new Subject(ACME, SUBJECT.service(), ann);
    new Subscriptions(setting.subscriptions).begin(ACME, ann, new SubscriptionId("anns"));
    setting.limit(ann, calls(2));
    Quotas quotas = setting.quotas();
    quotas.load(anns, Fresh.deadline());

    quotas.admit(anns, CALLS, 2);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> quotas.admit(anns, CALLS, 1)).hasMessageContaining("limit of 2");
    }

    assertThat(used(quotas, Limit.Name.API_CALLS)).isEqualTo(2);
    quotas.admit(SUBJECT, CALLS, 8);
    assertThatThrownBy(() -> quotas.admit(SUBJECT, CALLS, 1)).hasMessageContaining("limit of 10");
  }

  @Test
  void aGrantIsOnTopOfTheLimitWhileItHolds() {
    QuotaSetting setting = new QuotaSetting(calls(2));
    setting.terms.grant(
        ACME,
        Subscriptions.write(ACME, Fresh.unique()),
        new Grant(
            "g", ACME, null, new Grant.Benefit.Included(CALLS, 3), Instant.EPOCH, RESET, "gift"),
        Fresh.deadline());
    Quotas quotas = loaded(setting);
    quotas.admit(SUBJECT, CALLS, 5);
    assertThatThrownBy(() -> quotas.admit(SUBJECT, CALLS, 1)).hasMessageContaining("limit of 5");
  }

  @Test
  void callsOfASecondAreLimitedByTheSecond() {
    QuotaSetting setting =
        new QuotaSetting(new Limit(Limit.Name.REQUESTS_PER_SECOND, 2, true));
    Quotas quotas = loaded(setting);
    quotas.admit(SUBJECT, CALLS, 1);
    quotas.admit(SUBJECT, CALLS, 1);
    assertThatThrownBy(() -> quotas.admit(SUBJECT, CALLS, 1))
        .hasMessageContaining("requests_per_second");
    setting.now = setting.now.plusSeconds(1);
    quotas.admit(SUBJECT, CALLS, 1);
  }

  @Test
  void theNextCycleBeginsWithNothingUsed() {
    QuotaSetting setting = new QuotaSetting(calls(3));
    Quotas quotas = loaded(setting);
    quotas.admit(SUBJECT, CALLS, 3);
    setting.record(quotas, SUBJECT, CALLS, 3);
    setting.now = RESET;
    assertThat(quotas.knows(SUBJECT)).as("what it knows is of the cycle before").isFalse();
    quotas.load(SUBJECT, Fresh.deadline());
    quotas.admit(SUBJECT, CALLS, 3);
    assertThatThrownBy(() -> quotas.admit(SUBJECT, CALLS, 1)).hasMessageContaining("limit of 3");
  }

  @Test
  void somebodyIsWarnedOnceAt80AndOnceAt100Percent() {
    QuotaSetting setting = new QuotaSetting(calls(10));
    Quotas quotas = loaded(setting);
    quotas.admit(SUBJECT, CALLS, 7);
    quotas.look();
    assertThat(setting.warnings.warnings(ACME, LocalDate.EPOCH, Fresh.deadline())).isEmpty();
    quotas.admit(SUBJECT, CALLS, 1);
    quotas.look();
    quotas.look();
    quotas.admit(SUBJECT, CALLS, 2);
    quotas.look();
    Quotas restarted = loaded(setting);
    restarted.admit(SUBJECT, CALLS, 10);
    restarted.look();
    assertThat(setting.warnings.warnings(ACME, LocalDate.EPOCH, Fresh.deadline()))
        .extracting(QuotaWarning::percent, QuotaWarning::used)
        .containsExactlyInAnyOrder(tuple(80, 8L), tuple(100, 10L));
  }

  /** What the other has recorded is known at the next look; until then each admits what it knows of. */
  @Test
  void twoProcessesExceedALimitByWhatTheyAdmitBetweenTwoLooksAtMost() {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      QuotaSetting setting = new QuotaSetting(calls(1_000));
      List<Quotas> processes = List.of(loaded(setting), loaded(setting));
      long[] open = new long[2];
      long mostBetweenLooks = 0;
      boolean[] full = new boolean[2];
      while (!(full[0] && full[1])) {
        long between = 0;
        for (int i = 0; i < 2; i++) {
          for (int call = random.nextInt(60); call > 0; call--) {
            try {
              processes.get(i).admit(SUBJECT, CALLS, 1);
              open[i]++;
              between++;
            } catch (ProblemException e) {
              full[i] = true;
            }
          }
        }
        mostBetweenLooks = Math.max(mostBetweenLooks, between);
        for (int i = 0; i < 2; i++) {
          if (open[i] > 0) {
            setting.record(processes.get(i), SUBJECT, CALLS, open[i]);
            open[i] = 0;
          }
        }
        processes.forEach(Quotas::look);
      }
      assertThat(setting.used(CALLS))
          .as("seed %s", seed)
          .isBetween(1_000L, 1_000 + mostBetweenLooks);
    }
  }

  /** A process that is killed has lost calls that it counted; the next one knows the rest. */
  @Test
  void aNewProcessKnowsWhatWasRecordedBeforeIt() {
    QuotaSetting setting = new QuotaSetting(calls(10));
    Quotas killed = loaded(setting);
    killed.admit(SUBJECT, CALLS, 6);
    setting.record(killed, SUBJECT, CALLS, 6);
    killed.admit(SUBJECT, CALLS, 3);
    Quotas next = loaded(setting);
    next.admit(SUBJECT, CALLS, 4);
    assertThatThrownBy(() -> next.admit(SUBJECT, CALLS, 1)).hasMessageContaining("10 are used");
  }

  @Test
  void manyAtOnceAreAdmittedUpToTheLimitAndNoMore() throws InterruptedException {
    Quotas quotas = loaded(new QuotaSetting(calls(5_000)));
    AtomicLong admitted = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int call = 0; call < 1_000; call++) {
                      try {
                        quotas.admit(SUBJECT, CALLS, 1);
                        admitted.incrementAndGet();
                      } catch (ProblemException e) {
                        // Counted by what was admitted.
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(admitted).hasValue(5_000);
  }
}
