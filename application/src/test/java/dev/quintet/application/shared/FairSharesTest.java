package dev.quintet.application.shared;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** 1,000 for all, 600 for each tenant. */
final class FairSharesTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final TenantId THIRD = new TenantId("third");

  private final FairShares shares = new FairShares("work", 1_000, 600);
  private final List<String> resumed = new CopyOnWriteArrayList<>();

  private boolean acquire(TenantId tenant, long weight) {
    try {
      shares.acquire(tenant, weight, Deadline.after(Duration.ofMillis(5)));
      return true;
    } catch (ProblemException e) {
      assertThat(e.problem())
          .isInstanceOfSatisfying(
              Problem.LimitExceeded.class,
              it -> {
                assertThat(it.meter()).isEqualTo("work");
                assertThat(it.limit()).isEqualTo(600);
                assertThat(it.retryAfter()).isPositive();
              });
      return false;
    }
  }

  private boolean hasRoom(TenantId tenant, String stream) {
    return shares.hasRoom(tenant, () -> resumed.add(stream));
  }

  /** Waits on a thread of its own; named in {@link #resumed} when it has its weight. */
  private Thread waiter(TenantId tenant, long weight, String name) {
    int before = shares.waiting();
    Thread waiter =
        Thread.startVirtualThread(
            () -> {
              try {
                shares.acquire(tenant, weight, Fresh.deadline());
                resumed.add(name);
              } catch (ProblemException e) {
                // The test interrupted it.
              }
            });
    await().until(() -> shares.waiting() > before);
    return waiter;
  }

  @Test
  void aTenantHasItsShareAndAllHaveTheWhole() {
    assertThat(acquire(ACME, 400)).isTrue();
    assertThat(acquire(ACME, 201)).isFalse();
    assertThat(acquire(ACME, 200)).isTrue();
    assertThat(acquire(OTHER, 401)).isFalse();
    assertThat(acquire(OTHER, 300)).isTrue();
    assertThat(acquire(THIRD, 101)).isFalse();
    assertThat(acquire(THIRD, 100)).isTrue();
    assertThat(shares.used()).isEqualTo(1_000);
  }

  @Test
  void whatIsReleasedCanBeHadAgain() {
    for (int round = 0; round < 10; round++) {
      assertThat(acquire(ACME, 600)).isTrue();
      assertThat(acquire(OTHER, 400)).isTrue();
      assertThat(acquire(THIRD, 50)).isFalse();
      shares.release(ACME, 600);
      assertThat(acquire(ACME, 600)).isTrue();
      shares.release(ACME, 600);
      shares.release(OTHER, 400);
    }
    assertThat(shares.tenants()).isZero();
  }

  @Test
  void workThatIsHeavierThanTheShareIsDoneAlone() {
    assertThat(acquire(ACME, 5_000)).isTrue();
    assertThat(acquire(ACME, 1)).isFalse();
    assertThat(hasRoom(OTHER, "other")).isFalse();
    shares.release(ACME, 5_000);
    assertThat(resumed).containsExactly("other");
  }

  @Test
  void aCallerThatGivesUpOrIsInterruptedLeavesNothingBehind() throws Exception {
    assertThat(acquire(ACME, 600)).isTrue();
    assertThat(acquire(OTHER, 600)).isFalse();
    AtomicReference<Throwable> ending = new AtomicReference<>();
    Thread waiting =
        Thread.startVirtualThread(
            () -> {
              assertProblem(
                  Problem.Unavailable.class,
                  () -> shares.acquire(OTHER, 500, Fresh.deadline()));
              ending.set(new InterruptedException(Thread.interrupted() ? "still set" : ""));
            });
    await().until(() -> shares.waiting() == 1);
    waiting.interrupt();
    waiting.join();
    assertThat(ending.get()).hasMessage("still set");
    assertThat(shares.waiting()).isZero();
    shares.release(ACME, 600);
    assertThat(shares.tenants()).isZero();
    assertThat(acquire(OTHER, 600)).isTrue();
    assertThat(acquire(ACME, 400)).isTrue();
  }

  @Test
  void whatWaitsBehindACallerThatGivesUpGoesOn() throws Exception {
    assertThat(acquire(ACME, 500)).isTrue();
    Thread heavy = waiter(ACME, 200, "heavy");
    Thread light = waiter(ACME, 100, "light");
    heavy.interrupt();
    light.join();
    assertThat(resumed).containsExactly("light");
    assertThat(shares.used()).isEqualTo(600);
  }

  @Test
  void theOrderOfArrivalHoldsWithinATenant() throws Exception {
    assertThat(acquire(ACME, 600)).isTrue();
    List<Thread> waiters =
        List.of(
            waiter(ACME, 500, "first"), waiter(ACME, 50, "second"), waiter(ACME, 50, "third"));
    assertThat(acquire(ACME, 1)).isFalse();
    shares.release(ACME, 100);
    assertThat(resumed).isEmpty();
    shares.release(ACME, 500);
    for (Thread waiter : waiters) {
      waiter.join();
    }
    assertThat(shares.used()).isEqualTo(600);
  }

  @Test
  void whileAllIsFullTenantsTakeTurns() throws Exception {
    assertThat(acquire(ACME, 500)).isTrue();
    assertThat(acquire(OTHER, 500)).isTrue();
    List<Thread> flood = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      flood.add(waiter(ACME, 100, "flood"));
    }
    Thread light = waiter(THIRD, 10, "light");
    shares.release(OTHER, 110);
    light.join();
    await().until(() -> resumed.size() == 2);
    assertThat(resumed).containsExactlyInAnyOrder("flood", "light");
    shares.release(OTHER, 390);
    shares.release(ACME, 500);
    shares.release(ACME, 500);
    for (Thread each : flood) {
      each.join();
    }
  }

  @Test
  void nothingLightOvertakesWhatWaitsForTheWhole() throws Exception {
    assertThat(acquire(ACME, 500)).isTrue();
    assertThat(acquire(OTHER, 400)).isTrue();
    Thread heavy = waiter(THIRD, 200, "heavy");
    assertThat(acquire(new TenantId("fourth"), 5)).isFalse();
    assertThat(hasRoom(new TenantId("fifth"), "fifth")).isFalse();
    shares.release(ACME, 200);
    heavy.join();
    assertThat(resumed).containsExactlyInAnyOrder("heavy", "fifth");
  }

  @Test
  void aFullTenantIsStoppedAndNobodyElse() {
    shares.take(ACME, 600);
    assertThat(hasRoom(ACME, "a")).isFalse();
    assertThat(hasRoom(OTHER, "b")).isTrue();
    assertThat(acquire(OTHER, 400)).isTrue();
  }

  @Test
  void thoseThatStoppedGoOnInTheOrderOfStopping() {
    shares.take(ACME, 300);
    shares.take(ACME, 300);
    assertThat(hasRoom(ACME, "first")).isFalse();
    assertThat(hasRoom(ACME, "second")).isFalse();
    shares.release(ACME, 300);
    assertThat(resumed).containsExactly("first", "second");
    assertThat(hasRoom(ACME, "first")).isTrue();
  }

  @Test
  void whatIsStillFullStaysStopped() {
    shares.take(ACME, 800);
    assertThat(hasRoom(ACME, "a")).isFalse();
    shares.release(ACME, 200);
    assertThat(resumed).isEmpty();
    shares.release(ACME, 600);
    assertThat(resumed).containsExactly("a");
  }

  @Test
  void whatOneTenantGivesBackGoesToThoseThatWaitForIt() {
    shares.take(ACME, 400);
    shares.take(OTHER, 400);
    shares.take(THIRD, 400);
    assertThat(hasRoom(OTHER, "other")).isFalse();
    assertThat(hasRoom(THIRD, "third")).isFalse();
    assertThat(hasRoom(new TenantId("fourth"), "fourth")).isFalse();
    shares.release(ACME, 400);
    assertThat(resumed).containsExactly("other", "third", "fourth");
  }

  @Test
  void moreThanWasTakenCannotBeReleased() {
    shares.take(ACME, 10);
    shares.take(OTHER, 0);
    assertThatThrownBy(() -> shares.release(ACME, 11)).isInstanceOf(IllegalStateException.class);
    shares.release(ACME, 10);
    shares.release(OTHER, 0);
    assertThatThrownBy(() -> shares.release(ACME, 1)).isInstanceOf(IllegalStateException.class);
    assertThat(shares.tenants()).isZero();
  }

  @Test
  void underLoadNobodyIsForgottenAndNoBoundIsPassed() throws Exception {
    List<TenantId> tenants = List.of(ACME, OTHER, THIRD);
    AtomicInteger done = new AtomicInteger();
    List<Thread> workers = new ArrayList<>();
    for (int number = 0; number < 30; number++) {
      Random random = new Random(number);
      TenantId tenant = tenants.get(number % tenants.size());
      workers.add(
          Thread.startVirtualThread(
              () -> {
                for (int i = 0; i < 200; i++) {
                  long weight = 1 + random.nextInt(400);
                  shares.acquire(tenant, weight, Fresh.deadline());
                  assertThat(shares.used()).isLessThanOrEqualTo(1_000);
                  Thread.yield();
                  shares.release(tenant, weight);
                }
                done.incrementAndGet();
              }));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    assertThat(done).hasValue(30);
    assertThat(shares.used()).isZero();
    assertThat(shares.waiting()).isZero();
    assertThat(shares.tenants()).isZero();
  }
}
