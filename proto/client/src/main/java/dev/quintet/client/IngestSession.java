package dev.quintet.client;

import dev.quintet.client.UnansweredBatches.Pending;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a writer, one after the other: sends batches on the current one, begins another when
 * it breaks and sends again what is unanswered. Its lock is the writer's.
 */
final class IngestSession {

  private final ReentrantLock lock;

  /** Held while a message goes out: calls to one stream must not overlap. */
  private final ReentrantLock sending = new ReentrantLock();

  private final Connection connection;
  private final UnansweredBatches unanswered;
  private final Consumer<TickReceipt> onReceipt;
  private final Backoff backoff;
  private @Nullable IngestCall call;
  private boolean reconnecting;

  IngestSession(
      ReentrantLock lock,
      Connection connection,
      UnansweredBatches unanswered,
      Consumer<TickReceipt> onReceipt) {
    this.lock = lock;
    this.connection = connection;
    this.unanswered = unanswered;
    this.onReceipt = onReceipt;
    this.backoff = connection.backoff();
  }

  /** Sends what was not sent on the current call yet; begins a call if there is none. */
  void send(List<Pending> batches) {
    sending.lock();
    try {
      IngestCall current = current();
      if (current == null) {
        return;
      }
      for (Pending pending : batches) {
        if (pending.sentOn != current) {
          pending.sentOn = current;
          current.send(pending.batch);
        }
      }
    } finally {
      sending.unlock();
    }
  }

  /** Null while we wait before the next attempt, which then sends everything. */
  private @Nullable IngestCall current() {
    lock.lock();
    try {
      if (call == null && !reconnecting) {
        call = new IngestCall(this);
        call.start(connection.ingestion());
      }
      return call;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is answered: the call is given up, and what ended it begins another. */
  void giveUpCall() {
    lock.lock();
    try {
      if (call != null) {
        call.cancel();
      }
    } finally {
      lock.unlock();
    }
  }

  void end() {
    sending.lock();
    lock.lock();
    try {
      if (call != null) {
        call.halfClose();
      }
    } finally {
      lock.unlock();
      sending.unlock();
    }
  }

  /** The service answered a batch. */
  void answered(IngestCall from, IngestTicksResponse response) {
    TickReceipt receipt;
    lock.lock();
    try {
      unanswered.heard();
      if (from == call) {
        backoff.reset();
      }
      Pending pending = unanswered.find(response.getBatchId());
      if (pending == null) {
        return;
      }
      if (response.hasProblem()) {
        refused(pending, Failures.of(response.getProblem()));
        return;
      }
      receipt = TickReceipt.of(response.getBatchId(), response.getReceipt());
      unanswered.stored(receipt);
    } finally {
      lock.unlock();
    }
    onReceipt.accept(receipt);
  }

  private void refused(Pending pending, QuintetException problem) {
    long wait = unanswered.refused(pending, problem);
    if (wait >= 0) {
      Thread.startVirtualThread(() -> sendAgain(pending, wait));
    }
  }

  private void sendAgain(Pending pending, long waitNanos) {
    pause(waitNanos);
    lock.lock();
    try {
      if (unanswered.find(pending.batch.id()) != pending) {
        return;
      }
      pending.sentOn = null;
    } finally {
      lock.unlock();
    }
    send(List.of(pending));
  }

  /** The call ended, with a failure or without. */
  void ended(IngestCall from, @Nullable QuintetException reason) {
    lock.lock();
    try {
      if (from != call) {
        return;
      }
      call = null;
      if (unanswered.all().isEmpty()) {
        return;
      }
      QuintetException why = reason == null ? IngestCall.lost() : reason;
      if (connection.isClosed()) {
        throw why;
      }
      long wait = backoff.nextNanos(why);
      reconnecting = true;
      Thread.startVirtualThread(() -> reconnect(wait));
    } catch (QuintetException lasting) {
      unanswered.fail(lasting);
    } finally {
      lock.unlock();
    }
  }

  private void reconnect(long waitNanos) {
    pause(waitNanos);
    lock.lock();
    try {
      reconnecting = false;
    } finally {
      lock.unlock();
    }
    send(unanswered.all());
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
