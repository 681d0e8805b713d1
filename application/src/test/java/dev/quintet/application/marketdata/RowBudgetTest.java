package dev.quintet.application.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class RowBudgetTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final TenantId THIRD = new TenantId("third");
  private static final int OWN = RowBudget.PER_BATCH;

  private final RowBudget budget = new RowBudget(1_000, 600);

  private boolean acquire(TenantId tenant, int cost) throws InterruptedException {
    return budget.acquire(tenant, cost - OWN, Deadline.after(Duration.ofMillis(5)));
  }

  private void release(TenantId tenant, int cost) {
    budget.release(tenant, cost - OWN);
  }

  @Test
  void aTenantHasItsShareAndAllHaveTheWhole() throws Exception {
    assertThat(acquire(ACME, 400)).isTrue();
    assertThat(acquire(ACME, 201)).isFalse();
    assertThat(acquire(ACME, 200)).isTrue();
    assertThat(acquire(OTHER, 401)).isFalse();
    assertThat(acquire(OTHER, 300)).isTrue();
    assertThat(acquire(THIRD, 101)).isFalse();
    assertThat(acquire(THIRD, 100)).isTrue();
  }

  @Test
  void whatIsReleasedCanBeHadAgain() throws Exception {
    for (int round = 0; round < 10; round++) {
      assertThat(acquire(ACME, 600)).isTrue();
      assertThat(acquire(OTHER, 400)).isTrue();
      assertThat(acquire(THIRD, 50)).isFalse();
      release(ACME, 600);
      assertThat(acquire(ACME, 601)).isFalse();
      release(OTHER, 400);
    }
  }

  @Test
  void whoGivesUpOrIsInterruptedLeavesNothingBehind() throws Exception {
    assertThat(acquire(ACME, 600)).isTrue();
    assertThat(acquire(OTHER, 600)).isFalse();
    AtomicReference<Throwable> ending = new AtomicReference<>();
    Thread waiting =
        Thread.startVirtualThread(
            () -> {
              try {
                budget.acquire(OTHER, 500, Fresh.deadline());
              } catch (InterruptedException e) {
                ending.set(e);
              }
            });
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    waiting.interrupt();
    waiting.join();
    assertThat(ending.get()).isInstanceOf(InterruptedException.class);
    release(ACME, 600);
    assertThat(acquire(OTHER, 600)).isTrue();
    assertThat(acquire(ACME, 400)).isTrue();
  }

  @Test
  void whoWaitsIsLetInWhenThereIsRoom() throws Exception {
    assertThat(acquire(ACME, 600)).isTrue();
    AtomicReference<Boolean> letIn = new AtomicReference<>();
    Thread waiting =
        Thread.startVirtualThread(
            () -> {
              try {
                letIn.set(budget.acquire(ACME, 100, Fresh.deadline()));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    release(ACME, 600);
    waiting.join();
    assertThat(letIn.get()).isTrue();
  }
}
