package dev.quintet.application.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageSpan;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MeteringTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");

  /** A ledger that can be away, and that can lose its answers. */
  private static final class FailingLedger implements UsageLedger {
    final MemoryUsageLedger ledger = new MemoryUsageLedger(Clock.systemUTC());
    final AtomicInteger failures = new AtomicInteger();
    volatile boolean down;
    volatile boolean losesAnswers;

    @Override
    public void append(List<UsageEvent> events, Deadline deadline) {
      if (down) {
        failures.incrementAndGet();
        throw new ProblemException(new Problem.Unavailable("usage"));
      }
      ledger.append(events, deadline);
      if (losesAnswers && !events.isEmpty()) {
        failures.incrementAndGet();
        throw new ProblemException(new Problem.OutcomeUnknown("record usage"));
      }
    }

    @Override
    public Answer<UsageTotal> totals(
        UsageQuery query, @Nullable Cursor after, int limit, Deadline deadline) {
      return ledger.totals(query, after, limit, deadline);
    }

    @Override
    public Answer<RecordedUsage> events(@Nullable Cursor after, int limit, Deadline deadline) {
      return ledger.events(after, limit, deadline);
    }

    @Override
    public Reconciliation reconcile(Duration window, Deadline deadline) {
      return ledger.reconcile(window, deadline);
    }

    @Override
    public List<Map<UsageType, Long>> used(List<UsageSpan> spans, Deadline deadline) {
      return ledger.used(spans, deadline);
    }

    @Override
    public long drift(BillingPeriod period, Deadline deadline) {
      return ledger.drift(period, deadline);
    }

    @Override
    public int prepare(Deadline deadline) {
      return ledger.prepare(deadline);
    }

    long calls(TenantId tenant) {
      return events(null, 1_000, Fresh.deadline()).page().items().stream()
          .map(RecordedUsage::event)
          .filter(event -> event.subject().tenant().equals(tenant))
          .filter(event -> event.type() == UsageType.API_CALLS)
          .mapToLong(UsageEvent::count)
          .sum();
    }
  }

  private final FailingLedger ledger = new FailingLedger();

  private Metering metering() {
    return new Metering(ledger, UUID::randomUUID, Clock.systemUTC());
  }

  private static Principal caller(TenantId tenant) {
    return new Principal(
        "key", Role.SERVICE, new TenantScope.One(tenant), new ServiceName("engine"));
  }

  @Test
  void callsAreRecordedWithinASecondForTheirTenant() {
    try (Metering metering = metering()) {
      for (int call = 0; call < 5; call++) {
        metering.answered(caller(ACME));
      }
      metering.answered(caller(OTHER));

      await()
          .atMost(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                assertThat(ledger.calls(ACME)).isEqualTo(5);
                assertThat(ledger.calls(OTHER)).isEqualTo(1);
                assertThat(metering.waiting()).isZero();
              });
    }
  }

  @Test
  void anOrderlyEndRecordsEveryCall() throws Exception {
    try (Metering metering = metering();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 8; thread++) {
        threads.submit(
            () -> {
              for (int call = 0; call < 10_000; call++) {
                metering.answered(caller(ACME));
              }
            });
      }
    }
    assertThat(ledger.calls(ACME)).isEqualTo(80_000);
  }

  @Test
  void callsOfNoTenantAreNotMetered() {
    try (Metering metering = metering()) {
      metering.answered(
          new Principal(
              "key", Role.OPERATOR, new TenantScope.All(), new ServiceName("operator")));
    }
    assertThat(ledger.events(null, 10, Fresh.deadline()).page().items()).isEmpty();
  }

  @Test
  void whileTheLedgerIsAwayNothingIsLostOrCountedTwice() {
    try (Metering metering = metering()) {
      ledger.down = true;
      metering.answered(caller(ACME));
      await().until(() -> ledger.failures.get() >= 2);
      metering.answered(caller(ACME));
      assertThat(metering.waiting()).isEqualTo(2);
      ledger.down = false;
      await().untilAsserted(() -> assertThat(ledger.calls(ACME)).isEqualTo(2));
    }
    assertThat(ledger.calls(ACME)).isEqualTo(2);
  }

  @Test
  void anEventWhoseAnswerWasLostIsCountedOnce() {
    try (Metering metering = metering()) {
      ledger.losesAnswers = true;
      metering.answered(caller(ACME));
      await().until(() -> ledger.failures.get() >= 2);
      ledger.losesAnswers = false;
    }
    assertThat(ledger.calls(ACME)).isEqualTo(1);
  }
}
