package dev.quintet.client;

import dev.quintet.marketdata.v1.IngestTicksResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams batches into the service. {@link #write} blocks while too many are unanswered, so a
 * producer goes as fast as the service stores. When the connection breaks, or the service cannot
 * say what became of a batch, the same batch is sent again with the same id; the service stores it
 * once. A batch that is refused for good does not end the writer: it is in the {@link #report}.
 * Safe for many threads.
 */
public final class TickWriter implements AutoCloseable {

  /**
   * How a writer behaves.
   *
   * @param outstanding most unanswered batches, 1 to 16; the service reads no more than 16
   * @param answerTimeout a stream without any answer for so long is given up and begun again
   * @param onReceipt told of every stored batch, on a thread that must not be kept waiting
   */
  public record Settings(
      int outstanding, Duration answerTimeout, Consumer<TickReceipt> onReceipt) {

    public static final Settings DEFAULT = new Settings(4, Duration.ofSeconds(60), receipt -> {});

    public Settings {
      if (outstanding < 1 || outstanding > 16) {
        throw QuintetException.invalid("outstanding", "must be 1 to 16");
      }
      if (answerTimeout.isNegative() || answerTimeout.isZero()) {
        throw QuintetException.invalid("answerTimeout", "must be positive");
      }
    }

    public Settings withOutstanding(int batches) {
      return new Settings(batches, answerTimeout, onReceipt);
    }

    public Settings withAnswerTimeout(Duration timeout) {
      return new Settings(outstanding, timeout, onReceipt);
    }

    public Settings onReceipt(Consumer<TickReceipt> listener) {
      return new Settings(outstanding, answerTimeout, listener);
    }
  }

  /** A batch without a final answer. */
  private static final class Pending {
    private final TickBatch batch;
    private final Backoff backoff;
    private @Nullable IngestCall sentOn;

    private Pending(TickBatch batch, Backoff backoff) {
      this.batch = batch;
      this.backoff = backoff;
    }
  }

  private final Connection connection;
  private final Settings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Held while a message goes out: calls to one stream must not overlap. */
  private final ReentrantLock sending = new ReentrantLock();

  private final Map<String, Pending> outstanding = new LinkedHashMap<>();
  private final IngestReport.Sum sum = new IngestReport.Sum();
  private final Backoff backoff;
  private @Nullable IngestCall call;
  private @Nullable QuintetException failure;
  private boolean reconnecting;
  private boolean closed;
  private long lastAnswer = System.nanoTime();

  TickWriter(Connection connection, Settings settings) {
    this.connection = connection;
    this.settings = settings;
    this.backoff = connection.backoff();
  }

  /**
   * Sends a batch; blocks while the service has {@link Settings#outstanding} to answer. Returns
   * before the batch is durable: {@link #flush} waits for that.
   *
   * @throws QuintetException when the writer failed for good; the batches that it could not finish
   *     can be written again, with the same ids, by another one
   */
  public void write(TickBatch batch) {
    Pending pending = new Pending(batch, connection.backoff());
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the writer is closed");
      }
      while (outstanding.size() >= settings.outstanding() || outstanding.containsKey(batch.id())) {
        awaitChange();
      }
      throwFailure();
      if (outstanding.isEmpty()) {
        lastAnswer = System.nanoTime();
      }
      outstanding.put(batch.id(), pending);
      if (reconnecting) {
        return;
      }
    } finally {
      lock.unlock();
    }
    send(List.of(pending));
  }

  /**
   * Waits until every written batch is answered.
   *
   * @return what became of all batches so far
   */
  public IngestReport flush() {
    lock.lock();
    try {
      while (!outstanding.isEmpty()) {
        awaitChange();
      }
      throwFailure();
      return sum.report();
    } finally {
      lock.unlock();
    }
  }

  /** What became of the batches that are answered so far. */
  public IngestReport report() {
    lock.lock();
    try {
      return sum.report();
    } finally {
      lock.unlock();
    }
  }

  /** Flushes and ends the stream. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      lock.unlock();
    }
    try {
      flush();
    } finally {
      end();
    }
  }

  private void end() {
    sending.lock();
    try {
      IngestCall current = call;
      if (current != null) {
        current.halfClose();
      }
    } finally {
      sending.unlock();
    }
  }

  /** Waits for an answer; holds the lock. */
  private void awaitChange() {
    throwFailure();
    long left = lastAnswer + settings.answerTimeout().toNanos() - System.nanoTime();
    if (left <= 0) {
      lastAnswer = System.nanoTime();
      if (call != null) {
        call.cancel();
      }
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

  /** Sends what was not sent on the current call yet; begins a call if there is none. */
  private void send(List<Pending> batches) {
    sending.lock();
    try {
      IngestCall current = current();
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

  private IngestCall current() {
    lock.lock();
    try {
      IngestCall current = call;
      if (current == null) {
        current = new IngestCall(this);
        call = current;
        current.start(connection.ingestion());
      }
      return current;
    } finally {
      lock.unlock();
    }
  }

  /** The service answered a batch. */
  void answered(IngestCall from, IngestTicksResponse response) {
    TickReceipt receipt = null;
    lock.lock();
    try {
      lastAnswer = System.nanoTime();
      if (from == call) {
        backoff.reset();
      }
      Pending pending = outstanding.get(response.getBatchId());
      if (pending == null) {
        return;
      }
      if (response.hasReceipt()) {
        receipt = TickReceipt.of(response.getBatchId(), response.getReceipt());
        sum.add(receipt);
        outstanding.remove(response.getBatchId());
        changed.signalAll();
      } else {
        refused(pending, Failures.of(response.getProblem()));
      }
    } finally {
      lock.unlock();
    }
    if (receipt != null) {
      settings.onReceipt().accept(receipt);
    }
  }

  private void refused(Pending pending, QuintetException problem) {
    try {
      long wait = pending.backoff.nextNanos(problem);
      Thread.startVirtualThread(() -> resend(pending, wait));
    } catch (QuintetException lasting) {
      outstanding.remove(pending.batch.id());
      sum.add(new IngestReport.RefusedBatch(pending.batch.id(), lasting));
      changed.signalAll();
    }
  }

  private void resend(Pending pending, long waitNanos) {
    pause(waitNanos);
    lock.lock();
    try {
      if (failure != null || reconnecting || outstanding.get(pending.batch.id()) != pending) {
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
      if (outstanding.isEmpty() || reconnecting || failure != null) {
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
      failure = lasting;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void reconnect(long waitNanos) {
    pause(waitNanos);
    List<Pending> again;
    lock.lock();
    try {
      reconnecting = false;
      again = List.copyOf(outstanding.values());
    } finally {
      lock.unlock();
    }
    send(again);
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
