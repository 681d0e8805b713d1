package dev.quintet.application.marketdata;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.application.marketdata.Setting.T;
import static dev.quintet.application.marketdata.Setting.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Together;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchOutcome;
import dev.quintet.domain.marketdata.BatchTerms;
import dev.quintet.domain.marketdata.RejectedTick;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TickIngestionTest {

  private final Setting setting = new Setting();
  private final TickIngestion ingestion = setting.ingestion(Setting.quick());
  private final TenantId acme = setting.tenant();

  @AfterEach
  void stop() {
    ingestion.close();
  }

  private TickReceipt ingest(TenantId tenant, TickBatch batch) {
    return WaitingSender.ingest(ingestion, service(tenant), batch, Fresh.deadline());
  }

  private static TickBatch ofTwo() {
    return Batch.quotes("fxcm")
        .quote("EURUSD", T, "1", "2", "0")
        .quote("EURUSD", T.plusNanos(1), "3", "2.5", "0")
        .admitted();
  }

  /** A batch with the given times; those before 1970 are refused. */
  private static TickBatch withTimes(BatchId id, long... times) {
    return TickBatch.admit(
        id,
        new Source("fxcm"),
        null,
        new BatchTerms(false, true, false),
        new TickColumns(
            TickKind.TRADE,
            new Symbol[] {new Symbol("EURUSD")},
            null,
            times,
            null,
            0,
            new long[times.length],
            null,
            0,
            null),
        Setting.NOW);
  }

  @Test
  void aReceiptSaysWhatWasStoredAndItIs() {
    TickBatch batch = ofTwo();
    assertThat(ingest(acme, batch))
        .isEqualTo(
            new TickReceipt(
                batch.id(),
                new BatchOutcome(2, 0, 0, 0),
                false,
                1,
                List.of(),
                batch.range().orElseThrow(),
                Setting.NOW));
    assertThat(setting.stored(acme, "EURUSD"))
        .extracting(Tick::receivedAt)
        .containsExactly(Setting.NOW, Setting.NOW);
  }

  @Test
  void aRepeatedBatchIsStoredOnceAndAnsweredAsBefore() {
    TickBatch batch = ofTwo();
    TickReceipt first = ingest(acme, batch);
    TickReceipt second = ingest(acme, batch);
    assertThat(second.repeated()).isTrue();
    assertThat(second)
        .isEqualTo(
            new TickReceipt(
                batch.id(),
                first.outcome(),
                true,
                1,
                List.of(),
                first.range(),
                first.receivedAt()));
    assertThat(setting.ticks.appendedRows()).isEqualTo(2);
  }

  @Test
  void theSameIdWithOtherContentIsAConflictAndChangesNothing() {
    BatchId id = Fresh.batch();
    ingest(acme, withTimes(id, 1, 2));
    assertProblem(
        new Problem.Conflict("batch", id.value()), () -> ingest(acme, withTimes(id, 1, 2, 3)));
    assertThat(setting.stored(acme, "EURUSD")).hasSize(2);
    assertThat(ingest(acme, withTimes(id, 1, 2)).repeated()).isTrue();
  }

  @Test
  void theSameIdOfAnotherTenantIsAnotherBatch() {
    TickBatch batch = ofTwo();
    TenantId other = setting.tenant();
    ingest(acme, batch);
    assertThat(ingest(other, batch).repeated()).isFalse();
    assertThat(setting.stored(other, "EURUSD")).hasSize(2);
  }

  @Test
  void refusedRowsAreNamedAndTheOthersAreStored() {
    BatchId id = Fresh.batch();
    TickReceipt receipt = ingest(acme, withTimes(id, 5, -1, 7));
    assertThat(receipt.accepted()).isEqualTo(2);
    assertThat(receipt.rejectedCount()).isEqualTo(1);
    assertThat(receipt.rejected())
        .containsExactly(
            new RejectedTick(1, "event_times", "is not within 1970-01-01 and 2262-01-01"));
    assertThat(setting.stored(acme, "EURUSD")).hasSize(2);
    assertThat(ingest(acme, withTimes(id, 5, -1, 7)))
        .isEqualTo(
            new TickReceipt(
                id,
                new BatchOutcome(2, 0, 0, 1),
                true,
                0,
                receipt.rejected(),
                receipt.range(),
                receipt.receivedAt()));
  }

  @Test
  void aBatchWithoutAGoodRowIsRecordedAndNothingIsAppended() {
    BatchId id = Fresh.batch();
    TickReceipt receipt = ingest(acme, withTimes(id, -1));
    assertThat(receipt.accepted()).isZero();
    assertThat(receipt.rejectedCount()).isEqualTo(1);
    assertThat(setting.ticks.blocks).isEmpty();
    assertProblem(Problem.Conflict.class, () -> ingest(acme, withTimes(id, -2)));
  }

  @Test
  void onlyWritersOfServedTenantsGetIn() {
    for (Role role : Role.values()) {
      if (role != Role.SERVICE) {
        assertProblem(
            Problem.Denied.class,
            () ->
                WaitingSender.ingest(
                    ingestion,
                    Setting.principal(role, acme), ofTwo(), Fresh.deadline()));
      }
    }
    TenantId unknown = Fresh.tenant();
    assertProblem(Problem.NotFound.class, () -> ingest(unknown, ofTwo()));
    TenantId suspended = setting.tenant();
    setting.tenantStore.suspend(suspended);
    assertProblem(Problem.NotReady.class, () -> ingest(suspended, ofTwo()));
    assertThat(setting.ledger.calls).isEmpty();
  }

  @Test
  void manySmallBatchesOfManyTenantsBecomeFewBlocks() throws Exception {
    List<TenantId> tenants = IntStream.range(0, 20).mapToObj(i -> setting.tenant()).toList();
    List<TickReceipt> receipts =
        Together.call(
            400,
            i -> {
              TickBatch batch =
                  Batch.trades("fxcm")
                      .trade("EURUSD", T.plusNanos(i), "1", "1")
                      .trade("GBPUSD", T.plusNanos(i), "1", "1")
                      .admitted();
              return () -> ingest(tenants.get(i % 20), batch);
            });
    assertThat(receipts).allMatch(receipt -> receipt.accepted() == 2 && !receipt.repeated());
    assertThat(setting.ticks.appendedRows()).isEqualTo(800);
    assertThat(setting.ticks.blocks.size()).isLessThan(200);
    for (TenantId tenant : tenants) {
      assertThat(setting.stored(tenant, "EURUSD")).hasSize(20);
    }
  }

  @Test
  void aBlockIsNoLargerThanItMayBeUnlessOneBatchIs() throws Exception {
    Together.call(
        30,
        i -> {
          long[] times =
              IntStream.range(0, i == 7 ? 3_000 : 400).mapToLong(row -> i * 9_999L + row).toArray();
          TickBatch batch = withTimes(Fresh.batch(), times);
          return () -> ingest(acme, batch);
        });
    assertThat(setting.ticks.blocks)
        .allSatisfy(
            block -> {
              int rows = block.stream().mapToInt(it -> it.batch().rows()).sum();
              assertThat(rows == 3_000 ? block.size() : 1).isEqualTo(1);
              assertThat(rows == 3_000 ? 0 : rows).isLessThanOrEqualTo(1_000);
            });
  }

  @Test
  void everyBatchIsReceivedLaterThanTheOneBeforeEvenWhenTheClockStands() {
    List<Instant> received = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      received.add(ingest(acme, ofTwo()).receivedAt());
    }
    assertThat(received)
        .isEqualTo(IntStream.range(0, 5).mapToObj(i -> Setting.NOW.plusNanos(1_000L * i)).toList());
  }

  @Test
  void aCorrectionIsALaterVersion() {
    ingest(acme, Batch.trades("cme").trade("EURUSD", T, "1", "1").admitted());
    TickBatch correction =
        Batch.trades("cme").trade("EURUSD", T, "2", "1").corrections().admitted();
    assertThat(ingest(acme, correction).outcome()).isEqualTo(new BatchOutcome(1, 0, 1, 0));
    assertThat(setting.stored(acme, "EURUSD"))
        .singleElement()
        .isInstanceOfSatisfying(
            Tick.TradePrint.class,
            trade -> assertThat(trade.price()).isEqualByComparingTo("2"));
  }

  @Test
  void whoHasAReceiptFindsNoOlderTickInTheCache() {
    Symbol eurusd = new Symbol("EURUSD");
    ingest(acme, ofTwo());
    setting.quotes.confirm(acme, setting.ticks.last(Viewer.of(acme), eurusd, Fresh.deadline()).orElseThrow());
    ingest(
        acme,
        Batch.trades("fxcm")
            .trade("EURUSD", T.plusSeconds(9), "7", "1")
            .trade("EURUSD", T.plusSeconds(3), "8", "1")
            .trade("GBPUSD", T.plusSeconds(9), "9", "1")
            .admitted());
    assertThat(setting.quotes.find(acme, eurusd))
        .containsInstanceOf(Tick.TradePrint.class)
        .hasValueSatisfying(
            tick -> assertThat(tick.eventTime()).isEqualTo(T.plusSeconds(9)));
    assertThat(setting.quotes.find(setting.tenant(), eurusd)).isEmpty();
  }

  @Test
  void aRepeatedBatchIsPutIntoTheCacheAgainBecauseNobodyMayHave() {
    Symbol eurusd = new Symbol("EURUSD");
    TickBatch batch = ofTwo();
    ingest(acme, Batch.quotes("fxcm").quote("EURUSD", T, 9, "1", "2", "0").admitted());
    Tick older = setting.ticks.last(Viewer.of(acme), eurusd, Fresh.deadline()).orElseThrow();
    setting.ledger.afterCommit =
        () -> {
          throw Setting.unknown();
        };
    assertProblem(Problem.OutcomeUnknown.class, () -> ingest(acme, batch));
    setting.ledger.afterCommit = () -> {};
    setting.quotes.confirm(acme, older);
    assertThat(ingest(acme, batch).repeated()).isTrue();
    assertThat(setting.quotes.find(acme, eurusd))
        .isEqualTo(setting.ticks.last(Viewer.of(acme), eurusd, Fresh.deadline()));
  }

  @Test
  void afterItIsClosedNothingIsTakenAndNothingIsDone() {
    ingest(acme, ofTwo());
    ingestion.close();
    assertProblem(Problem.Unavailable.class, () -> ingest(acme, ofTwo()));
    assertThat(setting.ticks.appendedRows()).isEqualTo(2);
  }
}
