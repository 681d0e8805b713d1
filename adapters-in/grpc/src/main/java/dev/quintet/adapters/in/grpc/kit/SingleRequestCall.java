package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.application.calls.Failures;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Problem;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call with one request: reads it, works on a thread that may wait, and closes the call with the
 * outcome. When the caller leaves, the work is interrupted, so that a read of a store ends with it.
 */
final class SingleRequestCall<Q, A> extends ServerCall.Listener<Inbound<Q>> {

  /** The work; answers are sent as they are given. */
  interface Work<Q, A> {
    void run(Q request, Consumer<A> answers);
  }

  /** The whole answer at once, or empty when that takes work; must not wait. */
  interface Quick<Q, A> {
    void run(Q request, Consumer<Optional<A>> answer);
  }

  private final ServerCall<?, A> call;
  private final Quick<Q, A> quick;
  private final Work<Q, A> work;
  private final Runnable ready;
  private final Executor threads;
  private final Object lock = new Object();
  private @Nullable Thread worker;
  private boolean begun;
  private boolean answered;
  private volatile boolean cancelled;

  /**
   * @param threads what the work runs on
   * @param ready run when the reader can take more
   */
  SingleRequestCall(
      ServerCall<?, A> call,
      Executor threads,
      Quick<Q, A> quick,
      Work<Q, A> work,
      Runnable ready) {
    this.call = call;
    this.threads = threads;
    this.quick = quick;
    this.work = work;
    this.ready = ready;
    call.request(1);
  }

  /** Begins at once: a caller that never ends its side cannot keep a request in our memory. */
  @Override
  public void onMessage(Inbound<Q> request) {
    begun = true;
    switch (request) {
      case Inbound.Malformed<Q>(Problem problem) -> end(problem);
      case Inbound.Message<Q>(Q message) -> begin(message);
    }
  }

  private void begin(Q message) {
    CallContext context = CallContext.current();
    try {
      quick.run(
          message, found -> CallContext.resume(context, () -> answered(message, found)));
    } catch (RuntimeException e) {
      end(Failures.problem(e));
    }
  }

  private void answered(Q message, Optional<A> found) {
    if (found.isEmpty()) {
      start(message);
      return;
    }
    try {
      answer(found.get());
      call.close(Status.OK, new Metadata());
    } catch (RuntimeException e) {
      end(Failures.problem(e));
    }
  }

  private void start(Q message) {
    threads.execute(CallContext.carried(() -> work(message)));
  }

  @Override
  public void onHalfClose() {
    if (!begun) {
      end(new Problem.Invalid("message", "is missing"));
    }
  }

  private void work(Q message) {
    if (!isWorking(Thread.currentThread())) {
      return;
    }
    try {
      work.run(message, this::answer);
      call.close(Status.OK, new Metadata());
    } catch (Throwable e) {
      Problem problem = Failures.problem(e);
      if (!cancelled) {
        end(problem);
      }
    } finally {
      isWorking(null);
    }
  }

  /** Whether the call still wants the work of this thread, which is interrupted no longer than it does it. */
  private boolean isWorking(@Nullable Thread thread) {
    synchronized (lock) {
      worker = thread;
      return !cancelled;
    }
  }

  private void answer(A message) {
    if (!answered) {
      answered = true;
      call.sendHeaders(new Metadata());
    }
    call.sendMessage(message);
  }

  private void end(Problem problem) {
    call.close(ProblemStatus.status(problem), ProblemStatus.trailers(problem));
  }

  @Override
  public void onReady() {
    ready.run();
  }

  @Override
  public void onCancel() {
    synchronized (lock) {
      cancelled = true;
      if (worker != null) {
        worker.interrupt();
      }
    }
  }
}
