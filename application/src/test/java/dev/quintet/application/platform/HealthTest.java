package dev.quintet.application.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.memory.MemoryComparisonStore;
import dev.quintet.adapters.out.memory.MemoryOutboxStore;
import dev.quintet.adapters.out.memory.MemoryQuarantineStore;
import dev.quintet.adapters.out.memory.MemoryStore;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.operations.Reconciliation;
import dev.quintet.application.platform.HealthReport.Status;
import dev.quintet.application.shared.Readiness;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.subscriptions.UsageKeeping;
import dev.quintet.domain.operations.Comparison;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Figure.Unit;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.platform.StoreDeclaration.Loss;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.subscriptions.QuarantineStore;
import dev.quintet.domain.subscriptions.QuarantinedWebhook;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthTest {

  private static final Figure FIGURE = Figure.of("things", Unit.NUMBER, "that are there");

  private final Clock clock = Clock.systemUTC();
  private final AtomicLong nanos = new AtomicLong();
  private final Readiness readiness = new Readiness();
  private final MemoryUsageLedger usage = new MemoryUsageLedger(clock);
  private final Metering metering = new Metering(usage, UUID::randomUUID, clock);
  private final MemoryTenantStore tenants = new MemoryTenantStore();
  private final MemoryStore registry = store("registry", Loss.STOPS_ALL_CALLS);
  private final MemoryStore history = store("history", Loss.STOPS_SOME_CALLS);
  private final MemoryStore cache = store("cache", Loss.SLOWS_CALLS);
  private final MemoryQuarantineStore quarantine = new MemoryQuarantineStore();
  private final MemoryComparisonStore comparisons = new MemoryComparisonStore();
  private final AtomicLong drift = new AtomicLong();
  private final CountDownLatch hang = new CountDownLatch(1);
  private final Health health =
      new Health(
          List.of(cache, history, registry),
          new Health.Sources(
              readiness,
              new IsolationWatch(List.of(), tenants, clock),
              tenants,
              new CallTimes(),
              metering,
              usage,
              quarantine,
              () -> new UsageKeeping.State(3, drift.get(), null, null),
              new Deliveries(new MemoryOutboxStore(clock), tenants, List.of()),
              new Reconciliation(
                  comparisons, tenants, List.of(), Duration.ofMinutes(5), clock),
              () -> new RunningProcess("1", Duration.ZERO, null, 1, null)),
          clock,
          nanos::get);

  HealthTest() {
    readiness.report(List.of());
  }

  @AfterEach
  void end() {
    hang.countDown();
    metering.close();
  }

  @Test
  void aSumThatIsNotThatOfItsEventsIsInconsistent() {
    assertThat(health.report().consistent()).contains(true);
    drift.set(1);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(health.report().consistent()).contains(false);
  }

  @Test
  void theShareOfDaysThatAgreeIsNoNumberBeforeAnyWasCompared() {
    assertThat(health.report().derived().consistency()).isEmpty();
    TenantId tenant = new TenantId("acme");
    Tenant unused =
        tenants.register(
            new Tenant(tenant, "x", Tier.PRO, Tenant.State.ACTIVE, clock.instant()),
            Deadline.after(Duration.ofSeconds(1)));
    comparisons.put(
        Comparison.none(tenant, "history", "fills")
            .after(new Comparison.Days(3, 2), 1, LocalDate.EPOCH, clock.instant()),
        Deadline.after(Duration.ofSeconds(1)));
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThat(health.report().derived().consistency()).contains(new BigDecimal("0.666666"));
  }

  @Test
  void whatIsInQuarantineIsCountedWithItsAge() {
    assertThat(health.report().quarantine()).contains(new QuarantineStore.Waiting(0, null));
    assertThat(health.report().oldestQuarantined()).contains(Duration.ZERO);
    Instant received = Instant.ofEpochSecond(clock.instant().getEpochSecond() - 91);
    quarantine.keep(
        new QuarantinedWebhook("w", "0".repeat(64), "{}", "why", received, null),
        Deadline.after(Duration.ofSeconds(1)));
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    HealthReport report = health.report();
    assertThat(report.quarantine()).contains(new QuarantineStore.Waiting(1, received));
    assertThat(report.oldestQuarantined().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
  }

  private static MemoryStore store(String word, Loss loss) {
    StoreName name = new StoreName(word, "store.access");
    return new MemoryStore(
        new StoreDeclaration(name, loss, List.of(FIGURE)), Map.of(FIGURE, BigDecimal.ONE));
  }

  private static void fail(MemoryStore store, RuntimeException failure) {
    store.before(
        () -> {
          throw failure;
        });
  }

  private static List<String> unhealthy(HealthReport report) {
    return report.stores().stream()
        .filter(it -> !it.healthy())
        .map(it -> it.store().name().word())
        .toList();
  }

  private HealthReport later() {
    nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
    return health.report();
  }

  @Test
  void everythingThatAnswersIsInTheReport() {
    new IsolationWatch(List.of(), tenants, clock).check(Deadline.after(Duration.ofSeconds(1)));
    TenantId acme = new TenantId("acme");
    tenants.register(
        new Tenant(acme, "Acme", Tier.PRO, Tenant.State.ACTIVE, clock.instant()),
        Deadline.after(Duration.ofSeconds(1)));
    HealthReport report = health.report();

    assertThat(report.status()).isEqualTo(Status.HEALTHY);
    assertThat(report.stores())
        .extracting(it -> it.store().name().word())
        .containsExactly("registry", "history", "cache");
    assertThat(report.stores())
        .allSatisfy(
            it -> {
              assertThat(it.healthy()).isTrue();
              assertThat(it.figures()).containsExactly(Map.entry(FIGURE, BigDecimal.ONE));
            });
    assertThat(report.activeTenants()).contains(1L);
    assertThat(report.unbilled()).hasValue(0);
  }

  @Test
  void howeverManyAskTheStoresAreAskedOnceASecond() {
    for (int i = 0; i < 1_000; i++) {
      health.report();
    }
    assertThat(registry.measured()).isEqualTo(1);
    later();
    assertThat(registry.measured()).isEqualTo(2);
  }

  @Test
  void aStoreThatHangsDelaysNobodyAndIsNotAskedAgainMeanwhile() {
    history.before(() -> hangOn(hang));
    for (int i = 0; i < 3; i++) {
      long from = System.nanoTime();
      HealthReport report = later();

      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
      assertThat(report.status()).isEqualTo(Status.DEGRADED);
      assertThat(unhealthy(report)).containsExactly("history");
      assertThat(report.stores().get(1).figures()).isEmpty();
    }
    assertThat(history.measured()).isEqualTo(1);

    hang.countDown();
    await().untilAsserted(() -> assertThat(later().status()).isEqualTo(Status.HEALTHY));
  }

  private static void hangOn(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFailureOfAnyKindIsTheStoresAlone() {
    fail(cache, new IllegalStateException("a defect"));
    fail(history, new ProblemException(new Problem.Unavailable("history")));

    HealthReport report = health.report();

    assertThat(report.status()).isEqualTo(Status.DEGRADED);
    assertThat(unhealthy(report)).containsExactly("history", "cache");
  }

  @Test
  void aStoreThatAnswersThisButNothingRealIsNotWell() {
    readiness.report(List.of("history"));

    assertThat(unhealthy(health.report())).containsExactly("history");
    assertThat(health.report().status()).isEqualTo(Status.DEGRADED);
  }

  @Test
  void whileNobodyCanBeServedTheServiceIsNotWell() {
    for (String missing :
        List.of("registry", "isolation of tenants", "start", "the service is stopping")) {
      readiness.report(List.of("history", missing));
      assertThat(later().status()).as(missing).isEqualTo(Status.UNHEALTHY);
    }
  }
}
