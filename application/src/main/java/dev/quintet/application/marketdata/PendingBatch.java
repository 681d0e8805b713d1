package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchOutcome;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A batch in the house, until a writer has ended it; its caller waits, or is told once. */
final class PendingBatch {

  /** Names a batch among those of all tenants. */
  record Key(TenantId tenant, BatchId id) {}

  /** How it ended. */
  sealed interface Outcome {

    /** It is durable, from now on or from before. */
    record Recorded(Answer.Recorded answer) implements Outcome {}

    /** It is not, or nobody knows. */
    record Failed(Problem problem, @Nullable Throwable cause) implements Outcome {}
  }

  /**
   * Who sent it.
   *
   * @param subject of the batch's tenant
   * @param arrivedNanos on the monotonic clock
   * @param told is told once how it ended, or that nobody knows; must not block
   */
  record Sender(Subject subject, long arrivedNanos, Deadline deadline, Consumer<Outcome> told) {}

  private final Key key;
  private final Tenant tenant;
  private final TickBatch batch;
  private final Sender sender;
  private final Consumer<PendingBatch> onEnd;
  private final AtomicBoolean told = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Outcome outcome;

  /**
   * @param onEnd called once, before anybody is told
   */
  PendingBatch(
      Tenant tenant, TickBatch batch, Sender sender, Consumer<PendingBatch> onEnd) {
    this.key = new Key(tenant.id(), batch.id());
    this.tenant = tenant;
    this.batch = batch;
    this.sender = sender;
    this.onEnd = onEnd;
  }

  Key key() {
    return key;
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
    return sender.arrivedNanos;
  }

  Deadline deadline() {
    return sender.deadline;
  }

  Write write(Instant receivedAt) {
    return new Write(
        sender.subject,
        BatchOutcome.KIND,
        batch.id().value(),
        batch.contentHash(),
        receivedAt,
        new BatchOutcome(batch.rows(), batch.rejectedCount()).text(),
        new Write.Usage(UsageType.TICKS_PROCESSED, batch.rows()));
  }

  TenantTicks ticks(Instant receivedAt) {
    return new TenantTicks(tenant.id(), tenant.tier(), batch, receivedAt);
  }

  void end(Outcome how) {
    outcome = how;
    onEnd.accept(this);
    ended.countDown();
    tell(how);
  }

  /** Tells the sender, unless it was told before. */
  void tell(Outcome how) {
    if (told.compareAndSet(false, true)) {
      sender.told.accept(how);
    }
  }

  /** How it ended, or null when it had not by the deadline. */
  @Nullable Outcome await(Deadline deadline) throws InterruptedException {
    return ended.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS) ? outcome : null;
  }
}
