package dev.quintet.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a writer that have no final answer yet, as many as there may be, and what became
 * of the others. Its lock is the writer's.
 */
final class UnansweredBatches {

  /** A batch without a final answer. */
  static final class Pending {
    final TickBatch batch;
    private final Backoff backoff;

    /** The call it was last sent on. */
    volatile @Nullable IngestCall sentOn;

    private Pending(TickBatch batch, Backoff backoff) {
      this.batch = batch;
      this.backoff = backoff;
    }
  }

  private final ReentrantLock lock;
  private final Condition changed;
  private final TickWriter.Settings settings;
  private final Map<String, Pending> batches = new LinkedHashMap<>();
  private final IngestReport.Sum sum = new IngestReport.Sum();
  private @Nullable QuintetException failure;
  private long lastAnswer = System.nanoTime();

  UnansweredBatches(ReentrantLock lock, TickWriter.Settings settings) {
    this.lock = lock;
    this.changed = lock.newCondition();
    this.settings = settings;
  }

  /** Waits until there may be one more, and for an earlier batch of the same id. */
  Pending add(TickBatch batch, Backoff backoff, Runnable onStall) {
    lock.lock();
    try {
      while (batches.size() >= settings.outstanding() || batches.containsKey(batch.id())) {
        awaitChange(onStall);
      }
      throwFailure();
      if (batches.isEmpty()) {
        lastAnswer = System.nanoTime();
      }
      Pending pending = new Pending(batch, backoff);
      batches.put(batch.id(), pending);
      return pending;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is none. */
  IngestReport awaitAll(Runnable onStall) {
    lock.lock();
    try {
      while (!batches.isEmpty()) {
        awaitChange(onStall);
      }
      throwFailure();
      return sum.report();
    } finally {
      lock.unlock();
    }
  }

  IngestReport report() {
    lock.lock();
    try {
      return sum.report();
    } finally {
      lock.unlock();
    }
  }

  List<Pending> all() {
    lock.lock();
    try {
      return List.copyOf(batches.values());
    } finally {
      lock.unlock();
    }
  }

  /** The batch of that id, if it has no final answer and the writer goes on. */
  @Nullable Pending find(String id) {
    return failure == null ? batches.get(id) : null;
  }

  /** The service said something. */
  void heard() {
    lastAnswer = System.nanoTime();
  }

  void stored(TickReceipt receipt) {
    batches.remove(receipt.batchId());
    sum.add(receipt);
    changed.signalAll();
  }

  /** How long to wait before the batch is sent again; negative when it is refused for good. */
  long refused(Pending pending, QuintetException problem) {
    try {
      return pending.backoff.nextNanos(problem);
    } catch (QuintetException lasting) {
      batches.remove(pending.batch.id());
      sum.add(new IngestReport.RefusedBatch(pending.batch.id(), lasting));
      changed.signalAll();
      return -1;
    }
  }

  /** Ends the writer. */
  void fail(QuintetException reason) {
    failure = reason;
    changed.signalAll();
  }

  private void awaitChange(Runnable onStall) {
    throwFailure();
    long left = lastAnswer + settings.answerTimeout().toNanos() - System.nanoTime();
    if (left <= 0) {
      lastAnswer = System.nanoTime();
      onStall.run();
      return;
    }
    try {
      changed.await(left, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw QuintetException.interrupted(e);
    }
  }

  private void throwFailure() {
    if (failure != null) {
      throw failure.again();
    }
  }
}
