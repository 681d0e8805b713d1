package dev.quintet.application.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BatchQueueTest {

  private static final Instant T = Setting.T;

  private final BatchQueue queue = queue(Duration.ofMillis(1));

  private static BatchQueue queue(Duration maxDelay) {
    return BatchQueue.shared(settings(maxDelay), clock());
  }

  private static IngestionSettings settings(Duration maxDelay) {
    return new IngestionSettings(
        2, 1_000, 500, maxDelay, 200_000, 150_000, Duration.ofSeconds(30));
  }

  private static ReceiptClock clock() {
    return new ReceiptClock(Clock.fixed(T, ZoneOffset.UTC));
  }

  private static PendingBatch batch(String tenant, int rows) {
    Batch batch = Batch.trades("cme");
    for (int row = 0; row < rows; row++) {
      batch.trade("EURUSD", T.plusNanos(row), "1", "1");
    }
    return Setting.pending(new TenantId(tenant), batch.admitted());
  }

  private List<PendingBatch> added(String tenant, int... rows) {
    List<PendingBatch> batches = new ArrayList<>();
    for (int each : rows) {
      PendingBatch batch = batch(tenant, each);
      batches.add(batch);
      queue.add(batch);
    }
    return batches;
  }

  @Test
  void tenantsTakeTurnsWithinABlock() throws Exception {
    List<PendingBatch> heavy = added("heavy", 300, 300, 300, 300);
    List<PendingBatch> light = added("light", 10, 10);
    assertThat(queue.take())
        .containsExactly(heavy.get(0), light.get(0), heavy.get(1), light.get(1), heavy.get(2));
    assertThat(queue.take()).containsExactly(heavy.get(3));
  }

  @Test
  void theOrderOfATenantsBatchesIsKept() throws Exception {
    List<PendingBatch> all = added("acme", 400, 400, 400, 400, 400);
    assertThat(queue.take()).isEqualTo(all.subList(0, 2));
    assertThat(queue.take()).isEqualTo(all.subList(2, 4));
    assertThat(queue.take()).isEqualTo(all.subList(4, 5));
  }

  /** Else which of two blocks is stamped first would be chance. */
  @Test
  void whatIsTakenLaterIsReceivedLater() throws Exception {
    added("acme", 400, 400, 400, 400);
    List<PendingBatch> first = queue.take();
    List<PendingBatch> second = queue.take();
    List<Instant> received =
        Stream.of(second, first)
            .flatMap(List::stream)
            .map(batch -> batch.write().at())
            .toList();
    assertThat(received)
        .containsExactly(
            T.plusNanos(2_000), T.plusNanos(3_000), T, T.plusNanos(1_000));
  }

  @Test
  void whoWasPassedOverIsFirstInTheNextBlock() throws Exception {
    List<PendingBatch> small = added("small", 100, 100);
    List<PendingBatch> large = added("large", 950);
    List<PendingBatch> late = added("late", 100);
    assertThat(queue.take()).containsExactly(small.get(0), late.get(0), small.get(1));
    added("later", 500);
    assertThat(queue.take()).isEqualTo(large);
  }

  @Test
  void aBatchLargerThanABlockGoesAlone() throws Exception {
    List<PendingBatch> large = added("large", 5_000);
    List<PendingBatch> small = added("small", 1);
    assertThat(queue.take()).isEqualTo(large);
    assertThat(queue.take()).isEqualTo(small);
  }

  @Test
  void aBlockIsTakenAtOnceWhenEnoughRowsWait() throws Exception {
    BatchQueue patient = queue(Duration.ofSeconds(1));
    PendingBatch first = batch("aa", 499);
    PendingBatch second = batch("bb", 1);
    AtomicReference<List<PendingBatch>> taken = new AtomicReference<>();
    patient.add(first);
    Thread writer = Thread.startVirtualThread(() -> taken.set(taken(patient)));
    await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);
    long before = System.nanoTime();
    patient.add(second);
    writer.join();
    assertThat(taken.get()).containsExactly(first, second);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(900));
  }

  @Test
  void aLoneBatchIsTakenAfterTheDelay() throws Exception {
    BatchQueue patient = queue(Duration.ofMillis(50));
    long before = System.nanoTime();
    patient.add(batch("aa", 1));
    assertThat(patient.take()).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(45));
  }

  private static List<PendingBatch> taken(BatchQueue queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  @Test
  void aBatchIsWithdrawnUnlessAWriterHasIt() throws Exception {
    List<PendingBatch> all = added("acme", 10, 20, 30);
    assertThat(queue.withdraw(all.get(1))).isTrue();
    assertThat(queue.withdraw(all.get(1))).isFalse();
    assertThat(queue.rows()).isEqualTo(40);
    assertThat(queue.take()).containsExactly(all.get(0), all.get(2));
    assertThat(queue.withdraw(all.get(0))).isFalse();
    List<PendingBatch> last = added("acme", 5);
    assertThat(queue.withdraw(last.getFirst())).isTrue();
    assertThat(queue.rows()).isZero();
  }

  @Test
  void whereTenantsAreServedAloneTheNextBlockOfATenantWaitsForTheLast() throws Exception {
    BatchQueue alone = BatchQueue.servingAlone(settings(Duration.ZERO), clock());
    List<PendingBatch> acme = List.of(batch("acme", 600), batch("acme", 600), batch("acme", 1));
    alone.addAll(acme);
    assertThat(alone.take()).containsExactly(acme.get(0));
    alone.addAll(List.of(batch("acme", 1)));
    PendingBatch other = batch("other", 1);
    alone.addAll(List.of(other));
    assertThat(alone.take()).containsExactly(other);
    alone.done(List.of(acme.get(0)));
    alone.close();
    assertThat(alone.take()).hasSize(3).startsWith(acme.get(1), acme.get(2));
    assertThat(alone.take()).isEmpty();
  }

  @Test
  void aClosedQueueHandsOutWhatWaitsAndTakesNothing() throws Exception {
    List<PendingBatch> all = added("acme", 10);
    queue.close();
    assertThat(queue.take()).isEqualTo(all);
    assertThat(queue.take()).isEmpty();
    assertThat(queue.add(batch("acme", 1))).isFalse();
  }
}
