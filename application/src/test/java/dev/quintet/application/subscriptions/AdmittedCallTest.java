package dev.quintet.application.subscriptions;

import static dev.quintet.application.subscriptions.QuotaSetting.ACME;
import static dev.quintet.application.subscriptions.QuotaSetting.SUBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Subscriptions;
import dev.quintet.adapters.out.memory.MemoryApiKeyStore;
import dev.quintet.application.calls.Call;
import dev.quintet.application.calls.Calls;
import dev.quintet.application.platform.CallTimes;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.Quota;
import dev.quintet.domain.subscriptions.QuotaWarning;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.UserId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Limits of calls at the same time, and of what one call is answered with. */
final class AdmittedCallTest {

  private static final Instant RESET = Instant.parse("2026-03-01T00:00:00Z");

  private static Quotas loaded(QuotaSetting setting) {
    Quotas quotas = setting.quotas();
    quotas.load(SUBJECT, Fresh.deadline());
    return quotas;
  }

  private static Limit concurrent(long most) {
    return new Limit(Limit.Name.CONCURRENT_QUERIES, most, true);
  }

  private static Quota quota(Quotas quotas, Limit.Name name) {
    return quotas.quotas(SUBJECT, Fresh.deadline()).stream()
        .filter(it -> it.name() == name)
        .findFirst()
        .orElseThrow();
  }

  private static void assertRefused(Runnable work, Problem problem) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  @Test
  void asManyCallsAreUnderWayAsTheLimitAllows() {
    Quotas quotas = loaded(new QuotaSetting(concurrent(2)));
    AdmittedCall first = quotas.begin(SUBJECT);
    quotas.begin(SUBJECT);
    Problem refusal =
        new Problem.LimitExceeded(
            "concurrent_queries", 2, Duration.ofSeconds(1), new Problem.Consumed(2, null));
    assertRefused(() -> quotas.begin(SUBJECT), refusal);
    assertThat(refusal.detail()).isEqualTo("limit of 2 concurrent_queries exceeded: there are 2");
    first.end();
    first.end();
    quotas.begin(SUBJECT);
    assertRefused(() -> quotas.begin(SUBJECT), refusal);
  }

  /** The tenant's limits let it pass and the user's refuses: the tenant's counters are as before. */
  @Test
  void noCounterStaysRaisedWhenALaterLimitRefuses() {
    QuotaSetting setting =
        new QuotaSetting(
            concurrent(3),
            new Limit(Limit.Name.API_CALLS, 3, true),
            new Limit(Limit.Name.REQUESTS_PER_SECOND, 3, true),
            new Limit(Limit.Name.ROWS, 10, true));
    UserId ann = new UserId("ann");
    Subject anns = new Subject(ACME, SUBJECT.service(), ann);
    new Subscriptions(setting.subscriptions).begin(ACME, ann, new SubscriptionId("anns"));
    setting.limit(ann, concurrent(1), new Limit(Limit.Name.BYTES, 5, true));
    Quotas quotas = setting.quotas();
    quotas.load(anns, Fresh.deadline());

    AdmittedCall call = quotas.begin(anns);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> quotas.begin(anns)).hasMessageContaining("limit of 1 concurrent");
      assertThatThrownBy(() -> call.answer(4, 6)).hasMessageContaining("limit of 5 bytes");
    }
    call.answer(10, 5);
    quotas.begin(SUBJECT);
    quotas.begin(SUBJECT);
    assertThatThrownBy(() -> quotas.begin(SUBJECT)).hasMessageContaining("limit of 3");
  }

  @Test
  void anAnswerIsGivenUntilTheNextPartOfItWouldExceedALimit() {
    Quotas quotas =
        loaded(
            new QuotaSetting(
                new Limit(Limit.Name.ROWS, 10, true), new Limit(Limit.Name.BYTES, 1_000, true)));
    AdmittedCall call = quotas.begin(SUBJECT);
    assertThat(call.limitsAnswers()).isTrue();
    call.answer(6, 400);
    assertRefused(
        () -> call.answer(5, 100),
        new Problem.LimitExceeded("rows", 10, Duration.ZERO, new Problem.Consumed(11, null)));
    call.answer(3, 600);
    assertRefused(
        () -> call.answer(1, 1),
        new Problem.LimitExceeded("bytes", 1_000, Duration.ZERO, new Problem.Consumed(1_001, null)));
    quotas.begin(SUBJECT).answer(10, 1_000);
    assertThat(quota(quotas, Limit.Name.ROWS))
        .isEqualTo(new Quota(Limit.Name.ROWS, 10, true, 10, RESET));
    assertThat(quota(quotas, Limit.Name.BYTES).exceeded()).isFalse();
  }

  @Test
  void whatExceedsASoftLimitIsDoneAndFlagged() {
    QuotaSetting setting =
        new QuotaSetting(
            new Limit(Limit.Name.ROWS, 10, false),
            new Limit(Limit.Name.BYTES, 50, false),
            new Limit(Limit.Name.CONCURRENT_QUERIES, 1, false),
            new Limit(Limit.Name.REQUESTS_PER_SECOND, 1, false));
    Quotas quotas = loaded(setting);
    quotas.begin(SUBJECT).answer(10, 40);
    quotas.look();
    assertThat(setting.warnings.warnings(ACME, LocalDate.EPOCH, Fresh.deadline())).isEmpty();
    quotas.begin(SUBJECT).answer(11, 51);
    quotas.look();
    quotas.begin(SUBJECT).answer(12, 52);
    quotas.look();
    assertThat(setting.warnings.warnings(ACME, LocalDate.EPOCH, Fresh.deadline()))
        .extracting(QuotaWarning::limit, QuotaWarning::percent, QuotaWarning::used)
        .containsExactlyInAnyOrder(
            tuple(Limit.Name.ROWS, 100, 11L),
            tuple(Limit.Name.BYTES, 100, 51L),
            tuple(Limit.Name.CONCURRENT_QUERIES, 100, 2L),
            tuple(Limit.Name.REQUESTS_PER_SECOND, 100, 2L));
    assertThat(quotas.quotas(SUBJECT, Fresh.deadline())).allMatch(Quota::exceeded);
  }

  @Test
  void whatWasSeenAtOnceIsOfTheCycle() {
    QuotaSetting setting = new QuotaSetting(new Limit(Limit.Name.ROWS, 10, false), concurrent(9));
    Quotas quotas = loaded(setting);
    AdmittedCall longOne = quotas.begin(SUBJECT);
    quotas.begin(SUBJECT).end();
    longOne.answer(20, 0);
    setting.now = RESET;
    quotas.load(SUBJECT, Fresh.deadline());
    assertThat(quota(quotas, Limit.Name.ROWS).used()).isZero();
    assertThat(quota(quotas, Limit.Name.CONCURRENT_QUERIES).used()).isEqualTo(1);
    longOne.end();
  }

  /** As the decision on quotas says: so many services admit so many times as much. */
  @Test
  void whatIsLimitedAtOnceIsCountedByEachProcessForItself() {
    QuotaSetting setting =
        new QuotaSetting(new Limit(Limit.Name.REQUESTS_PER_SECOND, 2, true), concurrent(2));
    for (Quotas process : List.of(loaded(setting), loaded(setting))) {
      process.begin(SUBJECT);
      process.begin(SUBJECT);
      assertThatThrownBy(() -> process.begin(SUBJECT)).isInstanceOf(ProblemException.class);
      process.look();
      assertThatThrownBy(() -> process.begin(SUBJECT)).isInstanceOf(ProblemException.class);
    }
  }

  /** Its credential was looked up while its caller left. */
  @Test
  void aCallThatIsOverBeforeItIsAdmittedIsNotUnderWay() {
    QuotaSetting setting = new QuotaSetting(concurrent(1), new Limit(Limit.Name.API_CALLS, 1, true));
    Quotas quotas = loaded(setting);
    MemoryApiKeyStore keys = new MemoryApiKeyStore();
    String key =
        new Keys(keys, new SecureRandom(), setting.clock)
            .issue(Role.SERVICE, new TenantScope.One(ACME), Fresh.deadline())
            .text();
    try (Metering metering =
        new Metering(setting.ledger, quotas, UUID::randomUUID, setting.clock)) {
      Calls calls =
          new Calls(
              new Authentication(keys, setting.clock),
              metering,
              new CallTimes(),
              Observer.orNone(null));
      for (int i = 0; i < 3; i++) {
        Call call = calls.begin(Observer.Protocol.GRPC, "acme.Service/Do", null, null);
        call.cancelled();
        call.admit(key, null, null, Fresh.deadline());
      }
      quotas.begin(SUBJECT);
    }
  }

  @Test
  void manyThatBeginAndEndAtOnceAreNeverMoreThanTheLimit() throws InterruptedException {
    Quotas quotas = loaded(new QuotaSetting(concurrent(3)));
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int each = 0; each < 2_000; each++) {
                      try {
                        AdmittedCall call = quotas.begin(SUBJECT);
                        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                        Thread.yield();
                        underWay.decrementAndGet();
                        call.end();
                      } catch (ProblemException e) {
                        Thread.yield();
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(most.get()).isBetween(1, 3);
    for (int i = 0; i < 3; i++) {
      quotas.begin(SUBJECT);
    }
    assertThatThrownBy(() -> quotas.begin(SUBJECT)).hasMessageContaining("there are 3");
  }
}
