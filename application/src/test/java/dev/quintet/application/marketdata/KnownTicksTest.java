package dev.quintet.application.marketdata;

import static dev.quintet.application.marketdata.Setting.T;
import static dev.quintet.application.marketdata.Setting.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Problems;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchOutcome;
import dev.quintet.domain.marketdata.BatchTerms;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of a batch is new, decided before it is stored and billed. */
final class KnownTicksTest {

  private final Setting setting = new Setting();
  private final TickIngestion ingestion = setting.ingestion(Setting.quick());
  private final TenantId acme = setting.tenant();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void stop() {
    go.countDown();
    ingestion.close();
    threads.shutdownNow();
  }

  private TickReceipt ingest(TickBatch batch) {
    return ingest(acme, batch);
  }

  private TickReceipt ingest(TenantId tenant, TickBatch batch) {
    return WaitingSender.ingest(ingestion, service(tenant), batch, Fresh.deadline());
  }

  private Future<TickReceipt> begin(TenantId tenant, TickBatch batch) {
    return threads.submit(() -> ingest(tenant, batch));
  }

  private static TickBatch trade(int second, String price) {
    return Batch.trades("cme").trade("EURUSD", T.plusSeconds(second), price, "1").admitted();
  }

  /** A trade a second, of which one has another price. */
  private static TickBatch file(int rows, int mended) {
    Batch batch = Batch.trades("cme");
    for (int row = 0; row < rows; row++) {
      batch.trade("EURUSD", T.plusSeconds(row), row == mended ? "7.5" : "" + row, "1");
    }
    return batch.admitted();
  }

  /** Of everything that was recorded. */
  private long billed() {
    return setting.ledger.calls.stream()
        .flatMap(List::stream)
        .mapToLong(write -> write.metered().map(Write.Usage::count).orElse(0L))
        .sum();
  }

  @Test
  void unchangedTicksAreDuplicatesWhateverTheBatchAndAreNotBilledAgain() {
    assertThat(ingest(file(100, -1)).outcome()).isEqualTo(new BatchOutcome(100, 0, 0, 0));
    TickBatch mended = file(100, 40);
    assertThat(ingest(mended).outcome()).isEqualTo(new BatchOutcome(1, 99, 0, 0));
    assertThat(setting.ticks.appendedRows()).isEqualTo(101);
    assertThat(billed()).isEqualTo(101);
    TickReceipt again = ingest(mended);
    assertThat(again.repeated()).isTrue();
    assertThat(again.outcome()).isEqualTo(new BatchOutcome(1, 99, 0, 0));
  }

  @Test
  void filesThatAreCutInsideAnInstantKeepAllTicks() {
    Batch first = Batch.trades("cme").trade("EURUSD", T, "1", "1").trade("EURUSD", T, "2", "1");
    Batch second =
        Batch.trades("cme")
            .trade("EURUSD", T, "3", "1")
            .trade("EURUSD", T, "4", "1")
            .trade("EURUSD", T.plusSeconds(1), "5", "1");
    ingest(first.admitted());
    assertThat(ingest(second.admitted()).outcome()).isEqualTo(new BatchOutcome(3, 0, 0, 0));
    assertThat(setting.stored(acme, "EURUSD"))
        .extracting(Tick::sequence)
        .containsExactly(0, 1, 2, 3, 0);
    assertThat(ingest(second.admitted()).outcome()).isEqualTo(new BatchOutcome(0, 3, 0, 0));
  }

  @Test
  void aCorrectionIsAskedForBySequenceOrByTheBatch() {
    ingest(trade(0, "1"));
    Batch bySequence = Batch.trades("cme").trade("EURUSD", T, 0, "2", "1");
    assertThat(ingest(bySequence.admitted()).outcome()).isEqualTo(new BatchOutcome(1, 0, 1, 0));
    Batch byFlag = Batch.trades("cme").trade("EURUSD", T, "3", "1").corrections();
    assertThat(ingest(byFlag.admitted()).outcome()).isEqualTo(new BatchOutcome(1, 0, 1, 0));
    assertThat(setting.stored(acme, "EURUSD")).hasSize(1);
  }

  @Test
  void liveTicksAndFilesInOrderPassWithoutAQuestion() {
    for (int second = 0; second < 50; second++) {
      ingest(trade(second, "1"));
    }
    assertThat(setting.versions.asked).hasValue(1);
    assertThat(setting.versions.found).hasValue(0);
  }

  /** As of many producers of one feed. */
  @Test
  void batchesThatComeOutOfOrderPassWithoutAQuestion() {
    IntStream.range(0, 50).map(i -> i * 7 % 50).forEach(second -> ingest(trade(second, "1")));
    assertThat(setting.versions.asked).hasValue(1);
    assertThat(setting.versions.found).hasValue(0);
    assertThat(ingest(trade(30, "1")).duplicate()).isOne();
  }

  @Test
  void whatAnotherProcessStoredIsAskedForOnce() {
    ingest(file(10, -1));
    try (TickIngestion other = setting.ingestion(Setting.quick())) {
      TickReceipt receipt =
          WaitingSender.ingest(other, service(acme), file(20, -1), Fresh.deadline());
      assertThat(receipt.outcome()).isEqualTo(new BatchOutcome(10, 10, 0, 0));
    }
  }

  @Test
  void otherKindsSourcesSymbolsAndTenantsAreOtherTicks() {
    ingest(trade(0, "1"));
    List<Batch> others =
        List.of(
            Batch.quotes("cme").quote("EURUSD", T, "1", "1", "1"),
            Batch.trades("lse").trade("EURUSD", T, "1", "1"),
            Batch.trades("cme").trade("GBPUSD", T, "1", "1"));
    others.forEach(each -> assertThat(ingest(each.admitted()).accepted()).isOne());
    assertThat(ingest(setting.tenant(), trade(0, "1")).accepted()).isOne();
  }

  /** Two writers: the second waits for the first of the same period, and others do not wait. */
  @Test
  void ofBatchesOfOnePeriodTheSecondIsDecidedWhenTheFirstIsStored() throws Exception {
    TenantId other = setting.tenant();
    CountDownLatch held = new CountDownLatch(1);
    setting.ticks.before =
        block -> {
          if (block.getFirst().tenant().equals(acme)) {
            held.countDown();
            Setting.await(go);
          }
        };
    Future<TickReceipt> first = begin(acme, file(10, -1));
    held.await();
    Future<TickReceipt> later = begin(other, trade(0, "1"));
    assertThat(later.get().accepted()).isOne();
    Future<TickReceipt> second = begin(acme, file(12, -1));
    await().until(() -> ingestion.waitingRows() == 12);
    go.countDown();
    assertThat(first.get().outcome()).isEqualTo(new BatchOutcome(10, 0, 0, 0));
    assertThat(second.get().outcome()).isEqualTo(new BatchOutcome(2, 10, 0, 0));
  }

  /** Questions are for those whose ticks may be there: others go on while one is open. */
  @Test
  void batchesThatAreNewDoNotWaitForAQuestionOfTheirOwnFeed() throws Exception {
    ingest(file(10, -1));
    CountDownLatch asked = new CountDownLatch(1);
    setting.versions.beforeFind =
        tenant -> {
          asked.countDown();
          Setting.await(go);
        };
    List<Future<TickReceipt>> repeated = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      repeated.add(begin(acme, file(3 + i, -1)));
      asked.await();
    }
    for (int second = 10; second < 50; second++) {
      assertThat(ingest(trade(second, "1")).accepted()).isOne();
    }
    assertThat(repeated).noneMatch(Future::isDone);
    go.countDown();
    for (Future<TickReceipt> each : repeated) {
      assertThat(each.get().accepted()).isZero();
    }
  }

  /** While all writers are held everything else waits, and so becomes one block. */
  private List<Future<TickReceipt>> inOneBlock(List<TickBatch> batches) throws Exception {
    List<TenantId> known = List.of(setting.tenant(), setting.tenant());
    known.forEach(each -> ingest(each, trade(0, "1")));
    CountDownLatch held = new CountDownLatch(4);
    setting.ticks.before =
        block -> {
          held.countDown();
          Setting.await(go);
        };
    // Of tenants that are not known yet batches are deferred.
    for (TenantId each :
        List.of(setting.tenant(), setting.tenant(), known.get(0), known.get(1))) {
      long left = held.getCount() - 1;
      begin(each, trade(1, "1"));
      await().until(() -> held.getCount() == left);
    }
    List<Future<TickReceipt>> answers = new ArrayList<>();
    for (TickBatch batch : batches) {
      int rows = ingestion.waitingRows() + batch.rows();
      answers.add(begin(acme, batch));
      await().until(() -> ingestion.waitingRows() == rows);
    }
    go.countDown();
    return answers;
  }

  @Test
  void batchesOfOneInstantInOneBlockAreDecidedInTheirOrder() throws Exception {
    List<Future<TickReceipt>> answers =
        inOneBlock(
            IntStream.range(0, 40).mapToObj(i -> trade(0, "" + (1 + i % 20))).toList());
    for (int i = 0; i < 40; i++) {
      assertThat(answers.get(i).get().accepted()).as("batch %d", i).isEqualTo(i < 20 ? 1 : 0);
    }
    assertThat(setting.stored(acme, "EURUSD")).hasSize(20);
    assertThat(setting.ledger.calls.size()).isLessThan(10);
  }

  /** It is known to be there only when the block is recorded, after it was decided. */
  @Test
  void aTickIsNoDuplicateOfOneThatAConflictKeptOut() throws Exception {
    TickBatch first = trade(0, "9");
    ingest(first);
    List<TickBatch> batches =
        List.of(
            trade(5, "4"), under(first.id(), trade(5, "5")), trade(5, "5"), trade(5, "6"));
    List<Future<TickReceipt>> answers = inOneBlock(batches);
    assertThat(answers.get(0).get().accepted()).isOne();
    Problems.assertProblem(
        Problem.Conflict.class,
        () -> {
          try {
            answers.get(1).get();
          } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
          }
        });
    assertThat(answers.get(2).get().accepted()).isOne();
    assertThat(answers.get(3).get().accepted()).isOne();
    assertThat(setting.stored(acme, "EURUSD")).hasSize(4);
  }

  private static TickBatch under(BatchId id, TickBatch batch) {
    return TickBatch.admit(
        id, batch.source(), null, BatchTerms.NONE, batch.columns(), Setting.NOW);
  }

  @Test
  void aTenantWhoseQuestionFailsIsAloneWithIt() throws Exception {
    TenantId other = setting.tenant();
    setting.versions.before =
        tenant -> {
          if (tenant.equals(acme)) {
            throw Setting.unavailable();
          }
        };
    Future<TickReceipt> mine = begin(acme, trade(0, "1"));
    assertThat(ingest(other, trade(0, "1")).accepted()).isOne();
    Problems.assertProblem(Problem.Unavailable.class, () -> ingest(trade(1, "1")));
    await().until(mine::isDone);
    setting.versions.before = tenant -> {};
    assertThat(ingest(trade(1, "1")).accepted()).isOne();
  }

  @Test
  void ticksAreAnnulledOnceAndOnlyWhereTheyAreStored() {
    ingest(file(3, -1));
    Batch bust = Batch.trades("cme").trade("EURUSD", T.plusSeconds(1), 0, "0", "0");
    assertThat(ingest(bust.annuls().admitted()).outcome())
        .isEqualTo(new BatchOutcome(1, 0, 0, 0));
    assertThat(setting.stored(acme, "EURUSD")).hasSize(2);
    assertThat(ingest(bust.annuls().admitted()).outcome())
        .isEqualTo(new BatchOutcome(0, 1, 0, 0));
    for (int missing : new int[] {-5, 1_000}) {
      Batch none =
          Batch.trades("cme").trade("EURUSD", T.plusSeconds(missing), 0, "0", "0").annuls();
      Problems.assertProblem(Problem.NotFound.class, () -> ingest(none.admitted()));
    }
    assertThat(ingest(file(3, -1)).outcome()).isEqualTo(new BatchOutcome(0, 3, 0, 0));
    assertThat(setting.stored(acme, "EURUSD")).hasSize(2);
  }
}
