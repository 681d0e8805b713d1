package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link BatchLedger} does. */
public interface BatchLedgerContract extends NewestReceiptContract {

  Instant RECEIVED = Instant.parse("2026-02-03T04:05:06.789012Z");
  String HASH = "0123456789abcdef".repeat(4);

  private static BatchEntry entry(TenantId tenant, BatchId id) {
    return new BatchEntry(
        Fresh.subject(tenant), id, BatchEntry.Kind.TICKS, HASH, 10, 2, RECEIVED);
  }

  private static BatchEntry otherContent(BatchEntry entry) {
    return new BatchEntry(
        entry.subject(), entry.batchId(), entry.kind(), "f".repeat(64), 7, 0,
        RECEIVED.plusSeconds(1));
  }

  private static List<BatchEntry> entries(TenantId tenant, int count) {
    return IntStream.range(0, count).mapToObj(i -> entry(tenant, Fresh.batch())).toList();
  }

  private List<BatchEntry> record(List<BatchEntry> entries, Consumer<List<BatchEntry>> effect) {
    return ledger().record(entries, effect, Fresh.deadline());
  }

  /** What is recorded; asking must not do anything. */
  private List<BatchEntry> recorded(List<BatchEntry> entries) {
    return record(entries, fresh -> assertThat(fresh).as("not recorded").isEmpty());
  }

  /** Records with an effect that fails, and finds the failure unchanged. */
  private void assertEffectFails(
      Throwable failure, List<BatchEntry> entries, Consumer<List<BatchEntry>> before) {
    assertThatThrownBy(
            () ->
                record(
                    entries,
                    some -> {
                      before.accept(some);
                      throw BatchLedgerContract.<RuntimeException>unchecked(failure);
                    }))
        .isSameAs(failure);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable failure) throws T {
    throw (T) failure;
  }

  private void assertNotRecorded(List<BatchEntry> entries) {
    List<BatchEntry> fresh = new ArrayList<>();
    assertEffectFails(new IllegalStateException("only asking"), entries, fresh::addAll);
    assertThat(fresh).isEqualTo(entries);
  }

  @Test
  default void theEffectOfNewBatchesIsDoneOnceInTheGivenOrder() {
    List<BatchEntry> given = new ArrayList<>(entries(newTenant(), 20));
    Collections.shuffle(given);
    List<List<BatchEntry>> effects = new ArrayList<>();
    assertThat(record(given, effects::add)).isEqualTo(given);
    assertThat(effects).containsExactly(given);
    assertThat(recorded(given)).isEqualTo(given);
  }

  @Test
  default void aRecordedBatchIsAnsweredWithWhatWasRecordedFirst() {
    BatchEntry first = entry(newTenant(), Fresh.batch());
    record(List.of(first), fresh -> {});
    assertThat(recorded(List.of(otherContent(first)))).containsExactly(first);
  }

  @Test
  default void amongRecordedBatchesOnlyTheNewOnesHaveTheirEffect() {
    List<BatchEntry> known = entries(newTenant(), 3);
    List<BatchEntry> fresh = entries(known.getFirst().tenant(), 3);
    record(known, some -> {});
    List<BatchEntry> mixed =
        List.of(
            fresh.get(2),
            otherContent(known.get(1)),
            fresh.get(0),
            known.get(0),
            fresh.get(1),
            otherContent(known.get(2)));
    List<BatchEntry> effect = new ArrayList<>();
    assertThat(record(mixed, effect::addAll))
        .containsExactly(
            fresh.get(2), known.get(1), fresh.get(0), known.get(0), fresh.get(1), known.get(2));
    assertThat(effect).containsExactly(fresh.get(2), fresh.get(0), fresh.get(1));
  }

  @Test
  default void batchesOfManyTenantsAreRecordedTogether() {
    List<BatchEntry> given =
        IntStream.range(0, 10).mapToObj(i -> entry(newTenant(), Fresh.batch())).toList();
    assertThat(record(given, fresh -> {})).isEqualTo(given);
    assertThat(recorded(given)).isEqualTo(given);
  }

  @Test
  default void theSameIdOfTwoTenantsIsTwoBatches() {
    BatchId id = Fresh.batch();
    BatchEntry one = entry(newTenant(), id);
    BatchEntry other = otherContent(entry(newTenant(), id));
    record(List.of(one), fresh -> {});
    List<BatchEntry> effect = new ArrayList<>();
    assertThat(record(List.of(other, one), effect::addAll)).containsExactly(other, one);
    assertThat(effect).containsExactly(other);
  }

  @Test
  default void theExtremesOfEveryFieldAreKept() {
    TenantId tenant = newTenant();
    List<BatchEntry> given =
        List.of(
            new BatchEntry(
                new Subject(tenant, new ServiceName("s"), null), new BatchId("A".repeat(64)),
                BatchEntry.Kind.TICKS, HASH, 0, 0, Instant.EPOCH),
            new BatchEntry(
                new Subject(tenant, new ServiceName("z".repeat(63)), new UserId("u".repeat(64))),
                new BatchId("a.b_c:d-E0"), BatchEntry.Kind.BARS, "0".repeat(64),
                Integer.MAX_VALUE, Integer.MAX_VALUE,
                Instant.parse("2261-12-31T23:59:59.999999Z")));
    record(given, fresh -> {});
    assertThat(recorded(given)).isEqualTo(given);
  }

  @Test
  default void aThousandBatchesAreRecordedAtOnce() {
    List<BatchEntry> given = entries(newTenant(), 1_000);
    assertThat(record(given, fresh -> {})).isEqualTo(given);
    assertThat(recorded(given)).isEqualTo(given);
  }

  @Test
  default void nothingIsRecordedForNothing() {
    assertThat(record(List.of(), fresh -> assertThat(fresh).as("called").isNotEmpty())).isEmpty();
  }

  @Test
  default void whenTheEffectThrowsNothingIsRecordedAndItsExceptionPassesThrough() {
    List<BatchEntry> given = entries(newTenant(), 3);
    assertEffectFails(new IllegalStateException("broken"), given, fresh -> {});
    assertNotRecorded(given);
    assertThat(record(given, fresh -> {})).isEqualTo(given);
  }

  @Test
  default void anErrorInTheEffectRecordsNothingEither() {
    List<BatchEntry> given = entries(newTenant(), 1);
    assertEffectFails(new AssertionError("broken"), given, fresh -> {});
    assertNotRecorded(given);
  }

  @Test
  default void ofConcurrentCallsWithOneIdOneDoesTheEffect() throws Exception {
    BatchEntry base = entry(newTenant(), Fresh.batch());
    AtomicInteger effects = new AtomicInteger();
    List<BatchEntry> results =
        Together.call(
            12,
            i ->
                () ->
                    record(
                            List.of(i % 2 == 0 ? base : otherContent(base)),
                            fresh -> effects.incrementAndGet())
                        .getFirst());
    assertThat(effects).hasValue(1);
    assertThat(results).containsOnly(recorded(List.of(base)).getFirst());
  }

  @Test
  default void concurrentCallsWithTheSameIdsInAnyOrderAllEnd() throws Exception {
    List<BatchEntry> given = entries(newTenant(), 50);
    AtomicInteger effects = new AtomicInteger();
    List<List<BatchEntry>> results =
        Together.call(
            8,
            i ->
                () -> {
                  List<BatchEntry> mine = new ArrayList<>(given);
                  Collections.rotate(mine, 7 * i);
                  if (i % 2 == 1) {
                    Collections.reverse(mine);
                  }
                  List<BatchEntry> result =
                      record(mine, fresh -> effects.addAndGet(fresh.size()));
                  assertThat(result).isEqualTo(mine);
                  return result;
                });
    assertThat(results).hasSize(8);
    assertThat(effects).hasValue(given.size());
  }

  @Test
  default void aCallThatWaitedDoesTheEffectWhenTheFirstOneFails() throws Exception {
    BatchEntry entry = entry(newTenant(), Fresh.batch());
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<Void> fail = new CompletableFuture<Void>().orTimeout(20, TimeUnit.SECONDS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<BatchEntry>> failing =
          threads.submit(
              () ->
                  record(
                      List.of(entry),
                      fresh -> {
                        first.countDown();
                        fail.join();
                      }));
      assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
      AtomicInteger effects = new AtomicInteger();
      Future<List<BatchEntry>> waiting =
          threads.submit(() -> record(List.of(entry), fresh -> effects.incrementAndGet()));
      RuntimeException broken = new IllegalStateException("broken");
      fail.completeExceptionally(broken);
      assertThatThrownBy(failing::get).hasRootCause(broken);
      assertThat(waiting.get(30, TimeUnit.SECONDS)).containsExactly(entry);
      assertThat(effects).hasValue(1);
    }
  }

  @Test
  default void aCallThatWaitsBeyondItsDeadlineDoesNothing() throws Exception {
    BatchEntry entry = entry(newTenant(), Fresh.batch());
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<Void> end = new CompletableFuture<Void>().orTimeout(20, TimeUnit.SECONDS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<BatchEntry>> slow =
          threads.submit(
              () ->
                  record(
                      List.of(entry),
                      fresh -> {
                        first.countDown();
                        end.join();
                      }));
      assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
      AtomicInteger effects = new AtomicInteger();
      assertProblem(
          Problem.Unavailable.class,
          () ->
              ledger()
                  .record(
                      List.of(entry),
                      fresh -> effects.incrementAndGet(),
                      Deadline.after(Duration.ofMillis(200))));
      assertThat(effects).hasValue(0);
      end.complete(null);
      assertThat(slow.get(30, TimeUnit.SECONDS)).containsExactly(entry);
    }
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    List<BatchEntry> given = entries(newTenant(), 1);
    AtomicInteger effects = new AtomicInteger();
    assertProblem(
        Problem.Unavailable.class,
        () -> ledger().record(given, fresh -> effects.incrementAndGet(), Fresh.expired()));
    assertThat(effects).hasValue(0);
    assertNotRecorded(given);
  }
}
