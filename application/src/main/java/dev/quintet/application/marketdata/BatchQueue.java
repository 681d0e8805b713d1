package dev.quintet.application.marketdata;

import dev.quintet.domain.tenancy.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Batches that wait for a writer, in one line per tenant. A block takes from the lines in turn, one
 * batch each, so a tenant with a long line does not delay the others; within a line the order of
 * arrival holds. Where tenants are served alone, one writer at a time has batches of a tenant: who has
 * long work holds one.
 */
final class BatchQueue {

  /** Most batches of a block, whatever their size: each is a row of the ledger. */
  private static final int MAX_BATCHES = 10_000;

  private final IngestionSettings settings;
  private final ReceiptClock clock;
  private final Map<TenantId, Line> lines = new HashMap<>();

  /** Those of which a writer has batches, where that matters. */
  private final @Nullable Set<TenantId> served;

  private ArrayDeque<Line> turns = new ArrayDeque<>();
  private int rows;
  private boolean closed;

  private BatchQueue(
      IngestionSettings settings, ReceiptClock clock, @Nullable Set<TenantId> served) {
    this.settings = settings;
    this.clock = clock;
    this.served = served;
  }

  static BatchQueue shared(IngestionSettings settings, ReceiptClock clock) {
    return new BatchQueue(settings, clock, null);
  }

  /** One of which each block that was taken is to be ended with {@link #done}. */
  static BatchQueue servingAlone(IngestionSettings settings, ReceiptClock clock) {
    return new BatchQueue(settings, clock, new HashSet<>());
  }

  /** Adds all, one after the other, before any is taken; false: the queue is closed. */
  synchronized boolean addAll(List<PendingBatch> batches) {
    batches.forEach(this::add);
    return !closed;
  }

  /** The block's batches are ended. */
  synchronized void done(List<PendingBatch> block) {
    for (PendingBatch batch : block) {
      if (served != null && served.remove(batch.tenant())) {
        Line line = lines.get(batch.tenant());
        if (line != null) {
          turns.addLast(line);
          notify();
        }
      }
    }
  }

  /** Puts the batch at the end of its tenant's line, unless the queue is closed. */
  synchronized boolean add(PendingBatch batch) {
    if (closed) {
      return false;
    }
    boolean first = turns.isEmpty();
    boolean wasFull = rows >= settings.fullRows();
    Line line = lines.computeIfAbsent(batch.tenant(), Line::new);
    if (line.batches.isEmpty() && (served == null || !served.contains(batch.tenant()))) {
      turns.addLast(line);
    }
    line.batches.addLast(batch);
    rows += batch.rows();
    if (first || (!wasFull && rows >= settings.fullRows())) {
      notify();
    }
    return true;
  }

  /** Takes the batch out again; false when a writer has it already. */
  synchronized boolean withdraw(PendingBatch batch) {
    Line line = lines.get(batch.tenant());
    if (line == null || !line.batches.remove(batch)) {
      return false;
    }
    rows -= batch.rows();
    if (line.batches.isEmpty()) {
      lines.remove(line.tenant);
      turns.remove(line);
    }
    return true;
  }

  /**
   * Waits for the next block: until enough rows wait, or the oldest batch has waited long enough. Its
   * batches are received now, in the order of their lines: of two versions of a tick that one producer
   * sends, the one sent later is the later, whichever block is stored first.
   *
   * @return empty once the queue is closed and nothing waits any more
   */
  synchronized List<PendingBatch> take() throws InterruptedException {
    while (true) {
      if (turns.isEmpty()) {
        if (closed) {
          return List.of();
        }
        wait();
      } else {
        long wait = settings.maxDelay().toNanos() - (System.nanoTime() - oldestNanos());
        if (closed || rows >= settings.fullRows() || wait <= 0) {
          return block();
        }
        TimeUnit.NANOSECONDS.timedWait(this, wait);
      }
    }
  }

  /** Rows that wait for a writer. */
  synchronized int rows() {
    return rows;
  }

  /** No more batches come in; those that wait are still handed out. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private long oldestNanos() {
    long oldest = Long.MAX_VALUE;
    long now = System.nanoTime();
    for (Line line : turns) {
      oldest = Math.min(oldest, line.batches.getFirst().arrivedNanos() - now);
    }
    return oldest + now;
  }

  private List<PendingBatch> block() {
    List<PendingBatch> block = new ArrayList<>();
    ArrayDeque<Line> passedOver = new ArrayDeque<>();
    int taken = 0;
    while (!turns.isEmpty()) {
      Line line = turns.pollFirst();
      int next = line.batches.getFirst().rows();
      if (!block.isEmpty()
          && (taken + next > settings.blockRows() || block.size() == MAX_BATCHES)) {
        passedOver.addLast(line);
        continue;
      }
      PendingBatch batch = line.batches.removeFirst();
      batch.taken(clock);
      block.add(batch);
      taken += next;
      if (line.batches.isEmpty()) {
        lines.remove(line.tenant);
      } else {
        turns.addLast(line);
      }
    }
    // Who did not fit is first in the next block: nobody is passed over twice.
    turns = passedOver;
    if (served != null) {
      block.forEach(batch -> served.add(batch.tenant()));
      turns.removeIf(line -> served.contains(line.tenant));
    }
    rows -= taken;
    if (!turns.isEmpty()) {
      notify();
    }
    return block;
  }

  private static final class Line {
    private final TenantId tenant;
    private final LinkedHashSet<PendingBatch> batches = new LinkedHashSet<>();

    private Line(TenantId tenant) {
      this.tenant = tenant;
    }
  }
}
