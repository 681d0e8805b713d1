package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.application.calls.Caller;
import dev.quintet.application.calls.Failures;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Problem;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A call with one request: reads it, works on a thread that may wait, and closes the call with the
 * outcome. When the caller leaves, the work is interrupted, so that a read of a store ends with it.
 */
final class SingleRequestCall<Q, A> extends ServerCall.Listener<Inbound<Q>> {

  private final ServerCall<?, A> call;
  private final Caller caller;
  private final GrpcMethods.Quick<Q, A> quick;
  private final GrpcMethods.Streamed<Q, A> work;
  private final Runnable ready;
  private final Executor threads;
  private final Object lock = new Object();
  private @Nullable Thread worker;
  private boolean begun;
  private boolean answered;
  private volatile boolean cancelled;

  /**
   * @param quick the whole answer at once, or empty when that takes work; must not wait
   * @param work sends answers as they are given
   * @param threads what the work runs on
   * @param ready run when the reader can take more
   */
  SingleRequestCall(
      ServerCall<?, A> call,
      Caller caller,
      GrpcMethods.Quick<Q, A> quick,
      GrpcMethods.Streamed<Q, A> work,
      Executor threads,
      Runnable ready) {
    this.call = call;
    this.caller = caller;
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
      quick.answer(
          message, caller, found -> CallContext.resume(context, () -> answered(message, found)));
    } catch (RuntimeException e) {
      end(Failures.problem(e));
    }
  }

  private void answered(Q message, Optional<A> found) {
    if (found.isEmpty()) {
      threads.execute(CallContext.carried(() -> work(message)));
      return;
    }
    try {
      answer(found.get());
      call.close(Status.OK, new Metadata());
    } catch (RuntimeException e) {
      end(Failures.problem(e));
    }
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
      work.answer(message, caller, this::answer);
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
