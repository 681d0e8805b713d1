package dev.quintet.application.marketdata;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.application.marketdata.Setting.T;
import static dev.quintet.application.marketdata.Setting.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers are told when something fails, and what is stored then. */
final class TickIngestionFaultsTest {

  private static final Duration SHORT = Duration.ofMillis(60);

  private final AtomicInteger made = new AtomicInteger();
  private final Setting setting = new Setting();
  private final TickIngestion ingestion = setting.ingestion(Setting.quick());
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final TenantId acme = setting.tenant();
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void stop() {
    go.countDown();
    ingestion.close();
    callers.close();
  }

  private TickReceipt ingest(TenantId tenant, TickBatch batch) {
    return WaitingSender.ingest(ingestion, service(tenant), batch, Fresh.deadline());
  }

  private TickReceipt ingestBriefly(TenantId tenant, TickBatch batch) {
    return WaitingSender.ingest(ingestion, service(tenant), batch, Deadline.after(SHORT));
  }

  /** Of an instant of its own. */
  private TickBatch one() {
    Instant time = T.plusSeconds(made.incrementAndGet());
    return Batch.trades("cme").trade("EURUSD", time, "1", "1").admitted();
  }

  /** A batch of as many rows as the shared budget of one tenant holds about once. */
  private TickBatch large() {
    Batch batch = Batch.trades("cme");
    Instant time = T.plusSeconds(made.incrementAndGet());
    for (int row = 0; row < 100_000; row++) {
      batch.trade("EURUSD", time.plusNanos(row), "1", "1");
    }
    return batch.admitted();
  }

  /** Writers stop before they append until {@link #go}; returns when both have. */
  private List<Future<TickReceipt>> holdWriters() {
    CountDownLatch held = new CountDownLatch(2);
    setting.ticks.before =
        block -> {
          held.countDown();
          Setting.await(go);
        };
    List<Future<TickReceipt>> holding = new ArrayList<>();
    holding.add(callers.submit(() -> ingest(setting.tenant(), one())));
    await().until(() -> held.getCount() == 1);
    holding.add(callers.submit(() -> ingest(setting.tenant(), one())));
    Setting.await(held);
    return holding;
  }

  private static void assertStored(List<Future<TickReceipt>> calls) throws Exception {
    for (Future<TickReceipt> call : calls) {
      assertThat(call.get().accepted()).isEqualTo(1);
    }
  }

  @Test
  void whenTheStoreCertainlyFailsNothingIsDoneAndARetryStoresIt() {
    TickBatch batch = one();
    setting.ticks.before =
        block -> {
          throw Setting.unavailable();
        };
    assertProblem(new Problem.Unavailable("clickhouse"), () -> ingest(acme, batch));
    assertThat(setting.stored(acme, "EURUSD")).isEmpty();
    setting.ticks.before = block -> {};
    assertThat(ingest(acme, batch).repeated()).isFalse();
  }

  @Test
  void whenTheAnswerOfTheStoreIsLostTheOutcomeIsUnknownAndARetryStoresItOnce() {
    TickBatch batch = one();
    setting.ticks.after =
        block -> {
          throw Setting.unknown();
        };
    assertProblem(Problem.OutcomeUnknown.class, () -> ingest(acme, batch));
    setting.ticks.after = block -> {};
    assertThat(ingest(acme, batch).accepted()).isOne();
    assertThat(setting.ticks.appendedRows()).isOne();
  }

  @Test
  void onceTheRowsAreStoredNoFailureOfTheLedgerIsCalledCertain() {
    TickBatch batch = one();
    setting.ledger.beforeCommit =
        () -> {
          throw Setting.unavailable();
        };
    assertProblem(Problem.OutcomeUnknown.class, () -> ingest(acme, batch));
    assertThat(setting.stored(acme, "EURUSD")).hasSize(1);
    setting.ledger.beforeCommit = () -> {};
    assertThat(ingest(acme, batch).accepted()).isOne();
    assertThat(setting.ticks.appendedRows()).isOne();
  }

  @Test
  void whenTheAnswerOfTheLedgerIsLostARetryIsARepetition() {
    TickBatch batch = one();
    setting.ledger.afterCommit =
        () -> {
          throw Setting.unknown();
        };
    assertProblem(Problem.OutcomeUnknown.class, () -> ingest(acme, batch));
    setting.ledger.afterCommit = () -> {};
    assertThat(ingest(acme, batch).repeated()).isTrue();
    assertThat(setting.ticks.appendedRows()).isEqualTo(1);
  }

  @Test
  void whenTheLedgerIsDownBeforeTheRowsAreStoredNothingIsDone() {
    setting.ledger.beforeRecording =
        () -> {
          throw Setting.unavailable();
        };
    assertProblem(new Problem.Unavailable("clickhouse"), () -> ingest(acme, one()));
    assertThat(setting.ticks.blocks).isEmpty();
  }

  @Test
  void aBatchThatTheStoreRefusesDoesNotTakeTheOthersOfItsBlockWithIt() throws Exception {
    assertOthersAreStored(
        new ProblemException(new Problem.Invalid("symbols", "is too strange")),
        Problem.Invalid.class);
  }

  @Test
  void aBatchThatBreaksSomethingDoesNotTakeTheOthersOfItsBlockWithIt() throws Exception {
    assertOthersAreStored(new IllegalStateException("broken"), Problem.OutcomeUnknown.class);
  }

  @Test
  void evenAnErrorOfTheStoreIsAnsweredAndTheWriterGoesOn() throws Exception {
    assertOthersAreStored(new AssertionError("broken"), Problem.OutcomeUnknown.class);
  }

  private void assertOthersAreStored(Throwable failure, Class<? extends Problem> expected)
      throws Exception {
    TenantId strange = setting.tenant();
    List<Future<TickReceipt>> held = holdWriters();
    List<Future<TickReceipt>> good = new ArrayList<>();
    TickBatch bad = one();
    for (int i = 0; i < 10; i++) {
      TickBatch batch = one();
      good.add(callers.submit(() -> ingest(acme, batch)));
    }
    Future<TickReceipt> refused = callers.submit(() -> ingest(strange, bad));
    await().until(() -> ingestion.waitingRows() == 11);
    setting.ticks.before =
        block -> {
          if (block.stream().anyMatch(it -> it.tenant().equals(strange))) {
            sneak(failure);
          }
        };
    go.countDown();
    assertStored(held);
    assertStored(good);
    assertThatThrownBy(refused::get)
        .cause()
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(expected));
    assertThat(setting.stored(strange, "EURUSD")).isEmpty();
    assertThat(ingest(acme, one()).accepted()).isEqualTo(1);
  }

  private static void sneak(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  @Test
  void aCallerThatWaitsInVainForAWriterLearnsThatNothingWasDone() throws Exception {
    List<Future<TickReceipt>> held = holdWriters();
    TickBatch batch = one();
    assertProblem(Problem.Unavailable.class, () -> ingestBriefly(acme, batch));
    go.countDown();
    assertStored(held);
    assertThat(setting.stored(acme, "EURUSD")).isEmpty();
    assertThat(ingest(acme, batch).repeated()).isFalse();
  }

  @Test
  void aWriteThatHasBegunIsFinishedThoughItsOutcomeIsUnknownToTheCaller() {
    setting.ticks.before = block -> Setting.await(go);
    TickBatch batch = one();
    assertProblem(Problem.OutcomeUnknown.class, () -> ingestBriefly(acme, batch));
    go.countDown();
    assertThat(ingest(acme, batch).repeated()).isTrue();
    assertThat(setting.ticks.appendedRows()).isEqualTo(1);
  }

  @Test
  void aCancelledCallerDoesNotCancelItsWrite() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    setting.ticks.before =
        block -> {
          writing.countDown();
          Setting.await(go);
        };
    TickBatch batch = one();
    assertCancelled(() -> ingest(acme, batch), writing, Problem.OutcomeUnknown.class);
    go.countDown();
    await().until(() -> setting.stored(acme, "EURUSD").size() == 1);
    assertThat(ingest(acme, batch).repeated()).isTrue();
  }

  @Test
  void aCallerCancelledInTheLineLeavesIt() throws Exception {
    List<Future<TickReceipt>> held = holdWriters();
    TickBatch batch = one();
    assertCancelled(() -> ingest(acme, batch), new CountDownLatch(0), Problem.Unavailable.class);
    go.countDown();
    assertStored(held);
    assertThat(ingest(acme, batch).repeated()).isFalse();
  }

  private static void assertCancelled(
      Callable<TickReceipt> call, CountDownLatch when, Class<? extends Problem> expected)
      throws Exception {
    AtomicReference<Throwable> ending = new AtomicReference<>();
    Thread caller =
        Thread.startVirtualThread(
            () -> {
              try {
                call.call();
              } catch (Throwable e) {
                ending.set(e);
              }
            });
    Setting.await(when);
    caller.interrupt();
    caller.join();
    assertThat(ending.get())
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(expected));
  }

  @Test
  void whenAllRowsAreTakenCallersWaitAndAreRefusedWhenItTakesTooLong() throws Exception {
    List<Future<TickReceipt>> held = holdWriters();
    TickBatch first = large();
    TickBatch second = large();
    Future<TickReceipt> waiting = callers.submit(() -> ingest(acme, first));
    await().until(() -> ingestion.waitingRows() == 100_000);
    assertProblem(Problem.LimitExceeded.class, () -> ingestBriefly(acme, second));
    Future<TickReceipt> patient = callers.submit(() -> ingest(acme, second));
    assertThat(patient).isNotDone();
    go.countDown();
    assertStored(held);
    assertThat(waiting.get().accepted()).isEqualTo(100_000);
    assertThat(patient.get().accepted()).isEqualTo(100_000);
  }

  @Test
  void aTenantThatFillsItsShareDoesNotKeepAnotherOut() throws Exception {
    List<Future<TickReceipt>> held = holdWriters();
    List<Future<TickReceipt>> flood = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      TickBatch batch = large();
      flood.add(callers.submit(() -> ingest(acme, batch)));
    }
    TenantId other = setting.tenant();
    TickBatch small = one();
    Future<TickReceipt> quick = callers.submit(() -> ingest(other, small));
    await().until(() -> ingestion.waitingRows() == 100_001);
    go.countDown();
    assertThat(quick.get().accepted()).isEqualTo(1);
    for (Future<TickReceipt> each : flood) {
      assertThat(each.get().accepted()).isEqualTo(100_000);
    }
  }

  @Test
  void theSameBatchTwiceAtTheSameTimeIsStoredOnce() throws Exception {
    setting.ticks.before = block -> Setting.await(go);
    TickBatch batch = one();
    List<Future<TickReceipt>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(callers.submit(() -> ingest(acme, batch)));
    }
    go.countDown();
    int repeated = 0;
    for (Future<TickReceipt> call : calls) {
      repeated += call.get().repeated() ? 1 : 0;
    }
    assertThat(repeated).isEqualTo(7);
    assertThat(setting.ticks.appendedRows()).isEqualTo(1);
  }

  @Test
  void whenTheFirstOfTwoFailsTheSecondIsStored() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    setting.ticks.before =
        block -> {
          writing.countDown();
          Setting.await(go);
          throw Setting.unavailable();
        };
    TickBatch batch = one();
    Future<TickReceipt> first = callers.submit(() -> ingest(acme, batch));
    Setting.await(writing);
    Future<TickReceipt> second = callers.submit(() -> ingest(acme, batch));
    setting.ticks.before = block -> {};
    go.countDown();
    assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class);
    assertThat(second.get().repeated()).isFalse();
  }

  @Test
  void closingWritesWhatWaits() throws Exception {
    List<Future<TickReceipt>> held = holdWriters();
    List<Future<TickReceipt>> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      TickBatch batch = one();
      waiting.add(callers.submit(() -> ingest(acme, batch)));
    }
    await().until(() -> ingestion.waitingRows() == 50);
    Future<?> closing = callers.submit(ingestion::close);
    go.countDown();
    closing.get();
    assertThat(setting.ticks.appendedRows()).isEqualTo(52);
    assertStored(held);
    assertStored(waiting);
  }
}
