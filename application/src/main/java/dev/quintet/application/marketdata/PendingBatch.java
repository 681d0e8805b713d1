package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A batch in the house: its caller waits until a writer has ended it. */
final class PendingBatch {

  /** Names a batch among those of all tenants. */
  record Key(TenantId tenant, BatchId id) {}

  /** How it ended. */
  sealed interface Outcome {

    /**
     * A batch of its id is durable.
     *
     * @param entry what the ledger holds under the id
     * @param repeated it was there before
     */
    record Recorded(BatchEntry entry, boolean repeated) implements Outcome {}

    /** It is not, or nobody knows. */
    record Failed(Problem problem, @Nullable Throwable cause) implements Outcome {}
  }

  private final Subject subject;
  private final Tenant tenant;
  private final TickBatch batch;
  private final long arrivedNanos;
  private final Consumer<PendingBatch> onEnd;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Outcome outcome;

  /**
   * @param subject who sent it, of that tenant
   * @param arrivedNanos on the monotonic clock
   * @param onEnd called once, before any caller that waits is told
   */
  PendingBatch(
      Subject subject,
      Tenant tenant,
      TickBatch batch,
      long arrivedNanos,
      Consumer<PendingBatch> onEnd) {
    this.subject = subject;
    this.tenant = tenant;
    this.batch = batch;
    this.arrivedNanos = arrivedNanos;
    this.onEnd = onEnd;
  }

  Key key() {
    return new Key(tenant.id(), batch.id());
  }

  TenantId tenant() {
    return tenant.id();
  }

  TickBatch batch() {
    return batch;
  }

  int rows() {
    return batch.rows();
  }

  long arrivedNanos() {
    return arrivedNanos;
  }

  BatchEntry entry(Instant receivedAt) {
    return new BatchEntry(
        subject,
        batch.id(),
        BatchEntry.Kind.TICKS,
        batch.contentHash(),
        batch.rows(),
        batch.rejectedCount(),
        receivedAt);
  }

  TenantTicks ticks(Instant receivedAt) {
    return new TenantTicks(tenant.id(), tenant.tier(), batch, receivedAt);
  }

  void end(Outcome how) {
    outcome = how;
    onEnd.accept(this);
    ended.countDown();
  }

  /** How it ended, or null when it had not by the deadline. */
  @Nullable Outcome await(Deadline deadline) throws InterruptedException {
    return ended.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS) ? outcome : null;
  }
}
