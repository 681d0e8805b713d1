package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import io.grpc.ServerCall;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the answers of a call at the pace of its reader: what is sent to somebody who does not read
 * stays in our memory. Waiting ends with the call, its deadline, or the patience with the reader.
 */
final class ReaderPace {

  private final ServerCall<?, ?> call;
  private final Duration patience;
  private final Deadline deadline;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition readable = lock.newCondition();

  ReaderPace(ServerCall<?, ?> call, Duration patience, Deadline deadline) {
    this.call = call;
    this.patience = patience;
    this.deadline = deadline;
  }

  /** The transport can take more. */
  void ready() {
    lock.lock();
    try {
      readable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the reader can take more, but not past the deadline. */
  void await() {
    if (deadline.expired()) {
      throw new ProblemException(gaveUp());
    }
    if (call.isReady()) {
      return;
    }
    long left = Math.min(patience.toNanos(), deadline.remaining().toNanos());
    lock.lock();
    try {
      while (!call.isReady()) {
        if (left <= 0) {
          throw new ProblemException(gaveUp());
        }
        left = readable.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(new Problem.Unavailable("the reader"), e);
    } finally {
      lock.unlock();
    }
  }

  private Problem gaveUp() {
    return deadline.expired()
        ? new Problem.OutcomeUnknown("the stream, whose deadline is over")
        : new Problem.LimitExceeded(
            "seconds without reading", patience.toSeconds(), Duration.ZERO);
  }
}
