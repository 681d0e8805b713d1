package dev.quintet.client;

import dev.quintet.marketdata.v1.IngestTicksResponse;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a writer that have no final answer yet, as many as there may be, and its calls, one
 * after the other: batches are sent on the current one; when it breaks, another is begun and what is
 * unanswered is sent again.
 */
final class IngestSession {

  private final Connection connection;
  private final TickWriter.Settings settings;
  private final Backoff backoff;
  private final Map<String, Pending> unanswered = new LinkedHashMap<>();

  /** Held while a message goes out: calls to one stream must not overlap. Taken before this. */
  private final Object sending = new Object();

  private IngestReport report = IngestReport.NONE;
  private @Nullable QuintetException failure;
  private @Nullable IngestCall call;
  private boolean reconnecting;
  private boolean closed;

  /** Receipts that the caller is taking. */
  private int handedOver;

  private long lastAnswer = System.nanoTime();

  /** A batch without a final answer. */
  private static final class Pending {
    private final TickBatch batch;
    private final Backoff backoff;

    private volatile @Nullable IngestCall sentOn;

    private Pending(TickBatch batch, Backoff backoff) {
      this.batch = batch;
      this.backoff = backoff;
    }
  }

  IngestSession(Connection connection, TickWriter.Settings settings) {
    this.connection = connection;
    this.settings = settings;
    this.backoff = connection.backoff();
  }

  /** Waits until there may be one more, and for an earlier batch of the same id; sends it. */
  void write(TickBatch batch) {
    send(List.of(add(batch)));
  }

  private synchronized Pending add(TickBatch batch) {
    if (closed) {
      throw new IllegalStateException("the writer is closed");
    }
    while (unanswered.size() >= settings.outstanding() || unanswered.containsKey(batch.id())) {
      awaitChange();
    }
    throwFailure();
    if (unanswered.isEmpty()) {
      lastAnswer = System.nanoTime();
    }
    Pending pending = new Pending(batch, connection.backoff());
    unanswered.put(batch.id(), pending);
    return pending;
  }

  /** Waits until nothing is unanswered and every receipt was taken. */
  synchronized IngestReport flush() {
    while (!unanswered.isEmpty() || handedOver > 0) {
      awaitChange();
    }
    throwFailure();
    return report;
  }

  synchronized IngestReport report() {
    return report;
  }

  /** Takes nothing any more; false when it did not before. */
  synchronized boolean close() {
    boolean open = !closed;
    closed = true;
    return open;
  }

  void end() {
    synchronized (sending) {
      synchronized (this) {
        if (call != null) {
          call.halfClose();
        }
      }
    }
  }

  /** When nothing is answered the call is given up, and what ended it begins another. */
  private void awaitChange() {
    throwFailure();
    long now = System.nanoTime();
    long left = lastAnswer + settings.answerTimeout().toNanos() - now;
    if (left <= 0) {
      lastAnswer = now;
      if (call != null) {
        call.cancel();
      }
      return;
    }
    try {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    } catch (InterruptedException e) {
      throw QuintetException.interrupted(e);
    }
  }

  private void throwFailure() {
    if (failure != null) {
      throw failure.again();
    }
  }

  /** Sends what was not sent on the current call yet; begins a call if there is none. */
  private void send(Collection<Pending> batches) {
    synchronized (sending) {
      IngestCall current = current();
      for (Pending pending : batches) {
        if (current != null && pending.sentOn != current) {
          pending.sentOn = current;
          current.send(pending.batch);
        }
      }
    }
  }

  /** Null while we wait before the next attempt, which then sends everything. */
  private synchronized @Nullable IngestCall current() {
    if (call == null && !reconnecting) {
      call = new IngestCall(this);
      call.start(connection.ingestion());
    }
    return call;
  }

  void answered(IngestCall from, IngestTicksResponse response) {
    TickReceipt receipt;
    synchronized (this) {
      lastAnswer = System.nanoTime();
      if (from == call) {
        backoff.reset();
      }
      Pending pending = unanswered.get(response.getBatchId());
      if (pending == null || failure != null) {
        return;
      }
      if (response.hasProblem()) {
        refused(pending, Failures.of(response.getProblem()));
        return;
      }
      receipt = TickReceipt.of(response.getBatchId(), response.getReceipt());
      report = report.plus(receipt);
      handedOver++;
      finished(receipt.batchId());
    }
    try {
      settings.onReceipt().accept(receipt);
    } finally {
      synchronized (this) {
        handedOver--;
        notifyAll();
      }
    }
  }

  /** As few threads as there are batches that wait to be sent again. */
  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "quintet-client-retry");
    thread.setDaemon(true);
    thread.start();
  }

  private void refused(Pending pending, QuintetException problem) {
    try {
      long wait = pending.backoff.nextNanos(problem);
      inBackground(() -> sendAgain(pending, wait));
    } catch (QuintetException lasting) {
      report = report.plus(new IngestReport.RefusedBatch(pending.batch.id(), lasting));
      finished(pending.batch.id());
    }
  }

  private void finished(String id) {
    unanswered.remove(id);
    notifyAll();
  }

  private void sendAgain(Pending pending, long waitNanos) {
    pause(waitNanos);
    synchronized (this) {
      if (failure != null || unanswered.get(pending.batch.id()) != pending) {
        return;
      }
      pending.sentOn = null;
    }
    send(List.of(pending));
  }

  synchronized void ended(IngestCall from, @Nullable QuintetException reason) {
    if (from != call) {
      return;
    }
    call = null;
    if (unanswered.isEmpty()) {
      return;
    }
    QuintetException why = reason == null ? IngestCall.lost() : reason;
    try {
      if (connection.isClosed()) {
        throw why;
      }
      long wait = backoff.nextNanos(why);
      reconnecting = true;
      inBackground(() -> reconnect(wait));
    } catch (QuintetException lasting) {
      failure = lasting;
      notifyAll();
    }
  }

  private void reconnect(long waitNanos) {
    pause(waitNanos);
    List<Pending> all;
    synchronized (this) {
      reconnecting = false;
      all = List.copyOf(unanswered.values());
    }
    send(all);
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
