package dev.quintet.application.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.quintet.adapters.out.memory.MemoryApiKeyStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.platform.CallTimes;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class CallTest {

  private static final String OPERATION = "acme.Service/Do";
  private static final Deadline DEADLINE = Deadline.after(Duration.ofMinutes(1));

  private final Clock clock = Clock.systemUTC();
  private final AtomicLong nanos = new AtomicLong(1);
  private final MemoryApiKeyStore store = new MemoryApiKeyStore();
  private final Metering metering =
      new Metering(new MemoryUsageLedger(clock), UUID::randomUUID, clock);
  private final CallTimes times = new CallTimes();
  private final Ends ends = new Ends();
  private final Calls calls =
      new Calls(new Authentication(store, clock), metering, times, ends, nanos::get);
  private final String key =
      new Keys(store, new SecureRandom(), clock)
          .issue(Role.SERVICE, new TenantScope.One(new TenantId("acme")), DEADLINE)
          .text();

  @AfterEach
  void close() {
    metering.close();
  }

  /** Outcomes, and the nanoseconds that are not the call's. */
  private static final class Ends implements Observer {
    private final List<String> seen = new ArrayList<>();

    @Override
    public Observation call(Protocol protocol, String operation, @Nullable String traceparent) {
      return (outcome, rows, idleNanos) -> seen.add(operation + " " + outcome + " " + idleNanos);
    }

    @Override
    public Observation statement(StoreName name, String operation, String text) {
      throw new AssertionError("no statement here");
    }

    @Override
    public void gauge(String name, String of, String help, LongSupplier value) {}

    @Override
    public String exposition() {
      return "";
    }
  }

  private Call begin() {
    return calls.begin(Observer.Protocol.GRPC, OPERATION, "mine", null);
  }

  private Call admitted() {
    Call call = begin();
    call.admit(key, null, null, DEADLINE);
    return call;
  }

  private void later(long time) {
    nanos.addAndGet(time);
  }

  @Test
  void anAnsweredCallIsMeteredTimedAndObservedOnce() {
    Call call = admitted();
    later(50);
    call.answered();
    later(1_000);
    call.answered();
    call.ended(Observation.OK);
    call.ended("internal");

    assertThat(metering.waiting()).isEqualTo(1);
    assertThat(times.all().calls()).isEqualTo(1);
    assertThat(times.all().failures()).isZero();
    assertThat(times.all().mean()).isEqualTo(Duration.ofNanos(50));
    assertThat(ends.seen).as("without the thousand").containsExactly(OPERATION + " ok 1000");
  }

  @Test
  void theTimeOfAStreamBeginsWithItsFirstMessage() {
    Call call = admitted();
    later(700);
    call.asked();
    later(30);
    call.asked();
    call.answered();
    call.ended(Observation.OK);

    assertThat(times.all().mean()).isEqualTo(Duration.ofNanos(30));
    assertThat(ends.seen).containsExactly(OPERATION + " ok 700");
  }

  @Test
  void aRefusedCallIsTimedAndObservedButNotMetered() {
    Call call = begin();
    assertThatThrownBy(() -> call.admit("qk_nonsense", null, null, DEADLINE))
        .isInstanceOf(ProblemException.class);
    call.ended(Problem.Kind.UNAUTHENTICATED.word());

    assertThat(metering.waiting()).isZero();
    assertThat(times.all().calls()).isEqualTo(1);
    assertThat(times.all().failures()).isZero();
    assertThat(ends.seen).containsExactly(OPERATION + " unauthenticated 0");
    assertThatThrownBy(call::caller).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCallThatIsNarrowedToAnotherTenantIsRefusedWhetherItsKeyIsRememberedOrNot() {
    assertThatThrownBy(() -> begin().admit(key, "other", null, DEADLINE))
        .isInstanceOf(ProblemException.class);
    assertThat(admitted().caller().tenant()).isEqualTo(new TenantId("acme"));
    assertThatThrownBy(() -> begin().admitRemembered(key, "other", null))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void onlyWhatIsThePlatformsFaultIsAFailure() {
    admitted().ended("denied");
    admitted().ended("unavailable");
    admitted().ended("too_large");

    assertThat(times.all().calls()).isEqualTo(3);
    assertThat(times.all().failures()).isEqualTo(1);
    assertThat(metering.waiting()).isZero();
  }

  @Test
  void whatIsOpenToEverybodyOrNotThereIsObservedOnly() {
    Call open = begin();
    open.answered();
    open.ended(Observation.OK);
    Call unknown = calls.begin(Observer.Protocol.HTTP, null, null, null);
    unknown.admit(key, null, null, DEADLINE);
    unknown.ended("not_found");

    assertThat(times.all().calls()).isZero();
    assertThat(metering.waiting()).isZero();
    assertThat(ends.seen).containsExactly(OPERATION + " ok 0", "none not_found 0");
  }

  @Test
  void aCallWhoseCallerLeftIsNeitherTimedNorMeteredNorNews() {
    Logger log = (Logger) LoggerFactory.getLogger(Failures.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    log.addAppender(logged);
    Call call = admitted();
    call.cancelled();
    call.answered();
    try {
      call.run(() -> assertThat(Failures.problem(new IllegalStateException("cut"))).isNotNull());
    } finally {
      log.detachAppender(logged);
    }
    call.ended("internal");

    assertThat(logged.list).isEmpty();
    assertThat(times.all().calls()).isZero();
    assertThat(metering.waiting()).isZero();
    assertThat(ends.seen).containsExactly(OPERATION + " cancelled 0");
  }

  @Test
  void aKeyIsLookedUpOnceAndThenRemembered() {
    Call first = begin();
    assertThat(first.admitRemembered(key, null, null)).isFalse();
    first.admit(key, null, null, DEADLINE);
    Call second = begin();

    assertThat(second.admitRemembered(key, null, null)).isTrue();
    assertThat(second.caller()).isEqualTo(first.caller());
    assertThat(second.principal()).isEqualTo(key.split("_")[1]);
    assertThat(second.tenant()).isEqualTo("acme");
  }

  @Test
  void theCallOfAThreadIsTheOneItEntered() {
    Call call = begin();
    CallContext before = CallContext.enter(call);
    try {
      assertThat(Call.current()).isSameAs(call);
    } finally {
      CallContext.enter(before);
    }
    assertThatThrownBy(Call::current).isInstanceOf(IllegalStateException.class);
  }
}
