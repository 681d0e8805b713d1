package dev.quintet.application.marketdata;

import dev.quintet.application.marketdata.TickIngestion.Sender;
import dev.quintet.application.tenancy.UsageAdmission;
import dev.quintet.domain.marketdata.BatchOutcome;
import dev.quintet.domain.marketdata.NewTicks;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An admitted batch, until a writer has ended it; its sender is notified once. */
final class PendingBatch {

  /**
   * Where it came from.
   *
   * @param subject of the batch's tenant
   * @param arrivedNanos on the monotonic clock
   */
  record Origin(Subject subject, long arrivedNanos, Deadline deadline, Sender sender) {}

  private static final Logger LOG = LoggerFactory.getLogger(PendingBatch.class);

  private final Write.Key key;
  private final Tenant tenant;
  private final TickBatch batch;
  private final Origin origin;
  private final Consumer<PendingBatch> onEnd;
  private final AtomicBoolean notified = new AtomicBoolean();

  /** What of it is to be stored; one writer has it. */
  private NewTicks decision;

  private Instant receivedAt = Instant.MIN;
  private boolean ended;

  /** Of its rows; until it is known to be recorded, none. */
  private int metered;

  /** Why the tenant may not have so much more. */
  private @Nullable Problem beyondLimit;

  /** Whether its rows are counted as used. */
  private boolean counted = true;

  private @Nullable List<PendingBatch> followers;

  /**
   * @param onEnd called once, before the sender is notified
   */
  PendingBatch(Tenant tenant, TickBatch batch, Origin origin, Consumer<PendingBatch> onEnd) {
    this.key = new Write.Key(tenant.id(), BatchOutcome.KIND, batch.id().value());
    this.tenant = tenant;
    this.batch = batch;
    this.decision = NewTicks.all(batch);
    this.origin = origin;
    this.onEnd = onEnd;
  }

  Write.Key key() {
    return key;
  }

  TenantId tenant() {
    return tenant.id();
  }

  Subject subject() {
    return origin.subject;
  }

  TickBatch batch() {
    return batch;
  }

  int rows() {
    return batch.rows();
  }

  long arrivedNanos() {
    return origin.arrivedNanos;
  }

  boolean expired() {
    return origin.deadline.expired();
  }

  void decided(NewTicks what) {
    decision = what;
  }

  /**
   * A writer has it now.
   *
   * @param clock that of every batch of the tenant which a writer had before; not asked when this one had
   *     a writer before, too
   */
  void taken(ReceiptClock clock) {
    if (receivedAt.equals(Instant.MIN)) {
      receivedAt = clock.next();
    }
  }

  int rowsToStore() {
    return decision.batch().rows();
  }

  Write write() {
    return new Write(
        origin.subject,
        BatchOutcome.KIND,
        batch.id().value(),
        batch.contentHash(),
        receivedAt,
        decision.outcome().text(),
        new Write.Usage(UsageType.TICKS_PROCESSED, decision.batch().rows()));
  }

  /** What is stored of it. */
  TenantTicks ticks(Instant receivedAt) {
    return new TenantTicks(tenant.id(), tenant.tier(), decision.batch(), receivedAt);
  }

  /** All of it, for when it was stored before. */
  TenantTicks admitted(Instant receivedAt) {
    return new TenantTicks(tenant.id(), tenant.tier(), batch, receivedAt);
  }

  /** Whether the other of the same id waits for the end of this one; not when that is over. */
  synchronized boolean follow(PendingBatch other) {
    if (ended) {
      return false;
    }
    if (followers == null) {
      followers = new ArrayList<>();
    }
    followers.add(other);
    return true;
  }

  /** Those that wait for the end of this one. */
  synchronized List<PendingBatch> followers() {
    return followers == null ? List.of() : List.copyOf(followers);
  }

  /** Before it waits: only if it is stored already may it be answered. */
  void exceeds(Problem limit) {
    beyondLimit = limit;
    counted = false;
  }

  /** As {@link #exceeds}, of a batch whose rows are counted. */
  void beyond(Problem limit) {
    beyondLimit = limit;
  }

  @Nullable Problem beyondLimit() {
    return beyondLimit;
  }

  /** Says what of its rows was used. */
  void settle(UsageAdmission quotas) {
    if (counted && batch.rows() > 0) {
      quotas.recorded(origin.subject, UsageType.TICKS_PROCESSED, metered);
      quotas.giveBack(origin.subject, UsageType.TICKS_PROCESSED, batch.rows() - metered);
    }
  }

  /** Ends it: it is durable, from now on or from before. */
  void recorded(Answer.Recorded answer) {
    metered = answer.repeated() ? 0 : decision.batch().rows();
    end(sender -> sender.stored(receipt(answer)));
  }

  /** Ends it: it is not durable, or nobody knows. */
  void failed(Problem problem, @Nullable Throwable cause) {
    end(sender -> sender.failed(new ProblemException(problem, cause)));
  }

  private void end(Consumer<Sender> how) {
    synchronized (this) {
      ended = true;
    }
    onEnd.accept(this);
    notifySender(how);
  }

  boolean notified() {
    return notified.get();
  }

  /** Notifies the sender, unless it was notified before. */
  void notifySender(Consumer<Sender> how) {
    if (notified.compareAndSet(false, true)) {
      try {
        how.accept(origin.sender);
      } catch (RuntimeException e) {
        // The batch is what it is, and the writer goes on to the others.
        LOG.warn("a sender could not be notified of the end of its batch", e);
      }
    }
  }

  private TickReceipt receipt(Answer.Recorded answer) {
    return new TickReceipt(
        batch.id(),
        BatchOutcome.of(answer.outcome()),
        answer.repeated(),
        batch.crossed(),
        batch.rejected(),
        batch.range().orElse(null),
        answer.at());
  }
}
