package dev.quintet.application.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.platform.HealthReport.State;
import dev.quintet.application.platform.HealthReport.Status;
import dev.quintet.application.shared.Readiness;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.tenancy.IsolationWatch;
import dev.quintet.domain.platform.Dependency;
import dev.quintet.domain.platform.StoreVitals;
import dev.quintet.domain.platform.Vitals;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthTest {

  private static final Vitals POSTGRES = new Vitals.Postgres(1, 2, 3, 4);
  private static final Vitals CLICKHOUSE = new Vitals.ClickHouse(0, 0);
  private static final Vitals DRAGONFLY = new Vitals.Dragonfly(1, 0, 0);

  private final Clock clock = Clock.systemUTC();
  private final AtomicLong nanos = new AtomicLong();
  private final Readiness readiness = new Readiness();
  private final MemoryUsageLedger usage = new MemoryUsageLedger(clock);
  private final Metering metering = new Metering(usage, UUID::randomUUID, clock);
  private final Store postgres = new Store(Dependency.POSTGRESQL, POSTGRES);
  private final Store clickHouse = new Store(Dependency.CLICKHOUSE, CLICKHOUSE);
  private final Store dragonfly = new Store(Dependency.DRAGONFLYDB, DRAGONFLY);
  private final Health health =
      new Health(
          List.of(postgres, clickHouse, dragonfly),
          new Health.Sources(
              readiness,
              new IsolationWatch(List.of(), new MemoryTenantStore(), clock),
              new CallTimes(),
              metering,
              usage,
              () -> new RunningProcess("1", Duration.ZERO, null, 1, null)),
          clock,
          nanos::get);

  HealthTest() {
    readiness.report(List.of());
  }

  @AfterEach
  void end() {
    postgres.hang.countDown();
    clickHouse.hang.countDown();
    metering.close();
  }

  /** A store that answers, fails or hangs. */
  private static final class Store implements StoreVitals {
    private final Dependency dependency;
    private final Vitals answer;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger asking = new AtomicInteger();
    private CountDownLatch hang = new CountDownLatch(0);
    private @Nullable RuntimeException failure;

    Store(Dependency dependency, Vitals answer) {
      this.dependency = dependency;
      this.answer = answer;
    }

    @Override
    public Dependency dependency() {
      return dependency;
    }

    @Override
    public Vitals measure(Deadline deadline) {
      asked.incrementAndGet();
      asking.incrementAndGet();
      try {
        hang.await();
        if (failure != null) {
          throw failure;
        }
        return answer;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        asking.decrementAndGet();
      }
    }
  }

  private HealthReport later() {
    nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
    return health.report();
  }

  @Test
  void everythingThatAnswersIsInTheReport() {
    HealthReport report = health.report();

    assertThat(report.status()).isEqualTo(Status.HEALTHY);
    assertThat(report.vitals().values())
        .containsExactlyInAnyOrder(POSTGRES, CLICKHOUSE, DRAGONFLY);
    assertThat(report.dependencies())
        .containsEntry(Dependency.DRAGONFLYDB, State.HEALTHY)
        .containsEntry(Dependency.WEAVIATE, State.NOT_CONFIGURED);
    assertThat(report.unbilled()).hasValue(0);
  }

  @Test
  void howeverManyAskTheStoresAreAskedOnceASecond() {
    for (int i = 0; i < 1_000; i++) {
      health.report();
    }
    assertThat(postgres.asked).hasValue(1);
    later();
    assertThat(postgres.asked).hasValue(2);
  }

  @Test
  void aStoreThatHangsDelaysNobodyAndIsNotAskedAgainMeanwhile() {
    clickHouse.hang = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      long from = System.nanoTime();
      HealthReport report = later();

      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
      assertThat(report.status()).isEqualTo(Status.DEGRADED);
      assertThat(report.dependencies())
          .containsEntry(Dependency.CLICKHOUSE, State.UNHEALTHY)
          .containsEntry(Dependency.POSTGRESQL, State.HEALTHY);
      assertThat(report.vitals(Vitals.ClickHouse.class)).isEmpty();
    }
    assertThat(clickHouse.asked).hasValue(1);

    clickHouse.hang.countDown();
    await().until(() -> clickHouse.asking.get() == 0);
    await().untilAsserted(() -> assertThat(later().status()).isEqualTo(Status.HEALTHY));
  }

  @Test
  void aFailureOfAnyKindIsTheStoresAlone() {
    dragonfly.failure = new IllegalStateException("a defect");
    clickHouse.failure = new ProblemException(new Problem.Unavailable("clickhouse"));

    HealthReport report = health.report();

    assertThat(report.status()).isEqualTo(Status.DEGRADED);
    assertThat(report.vitals().values()).containsExactly(POSTGRES);
  }

  @Test
  void aStoreThatAnswersThisButNothingRealIsNotWell() {
    readiness.report(List.of("clickhouse"));

    assertThat(health.report().dependencies())
        .containsEntry(Dependency.CLICKHOUSE, State.UNHEALTHY);
    assertThat(health.report().status()).isEqualTo(Status.DEGRADED);
  }

  @Test
  void whileNobodyCanBeServedTheServiceIsNotWell() {
    for (String missing :
        List.of("postgresql", "isolation of tenants", "start", "the service is stopping")) {
      readiness.report(List.of("clickhouse", missing));
      assertThat(later().status()).as(missing).isEqualTo(Status.UNHEALTHY);
    }
  }
}
