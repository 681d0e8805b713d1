package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import io.grpc.ServerCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps the answers of a call at the pace of its reader: what is sent to somebody who does not read
 * stays in our memory. Waiting ends with the call, its deadline, or the patience with the reader.
 */
final class ReaderPace {

  private final ServerCall<?, ?> call;
  private final Duration patience;
  private final Deadline deadline;

  ReaderPace(ServerCall<?, ?> call, Duration patience, Deadline deadline) {
    this.call = call;
    this.patience = patience;
    this.deadline = deadline;
  }

  /** The transport can take more. */
  synchronized void ready() {
    notifyAll();
  }

  /** A sink that waits for the reader before each answer. */
  <A> Consumer<A> keptBy(Consumer<A> answers) {
    return answer -> {
      await();
      answers.accept(answer);
    };
  }

  /** Waits until the reader can take more, but not past the deadline. */
  private synchronized void await() {
    if (deadline.expired()) {
      throw new ProblemException(gaveUp());
    }
    Deadline end = Deadline.after(patience);
    try {
      while (!call.isReady()) {
        if (end.expired() || deadline.expired()) {
          throw new ProblemException(gaveUp());
        }
        long left = Math.min(end.remaining().toNanos(), deadline.remaining().toNanos());
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(new Problem.Unavailable("the reader"), e);
    }
  }

  private Problem gaveUp() {
    return deadline.expired()
        ? new Problem.OutcomeUnknown("the stream, whose deadline is over")
        : new Problem.LimitExceeded(
            "seconds without reading", patience.toSeconds(), Duration.ZERO);
  }
}
