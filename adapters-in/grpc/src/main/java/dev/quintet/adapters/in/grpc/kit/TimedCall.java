package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.application.platform.CallTimes;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/**
 * A call that is timed to its first answer or its end: from its beginning or, where the caller sends
 * a stream, from the first message of it. A stream that is answered for an hour is not slow.
 */
final class TimedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

  private final CallTimes times;
  private volatile long begun = System.nanoTime();
  private boolean asked;
  private boolean answered;

  TimedCall(ServerCall<Q, A> call, CallTimes times) {
    super(call);
    this.times = times;
  }

  /** Of a stream the first message begins the call. */
  ServerCall.Listener<Q> listener(ServerCall.Listener<Q> listener) {
    if (getMethodDescriptor().getType().clientSendsOneMessage()) {
      return listener;
    }
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onMessage(Q message) {
        if (!asked) {
          asked = true;
          begun = System.nanoTime();
        }
        super.onMessage(message);
      }
    };
  }

  @Override
  public void sendMessage(A message) {
    answer();
    super.sendMessage(message);
  }

  @Override
  public void close(Status status, Metadata trailers) {
    answer();
    if (ours(status)) {
      times.failed(getMethodDescriptor().getFullMethodName());
    }
    super.close(status, trailers);
  }

  private void answer() {
    if (!answered) {
      answered = true;
      times.answered(getMethodDescriptor().getFullMethodName(), System.nanoTime() - begun);
    }
  }

  /** Whether the failure is the service's, and no mistake of the caller. */
  private static boolean ours(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, UNKNOWN, DATA_LOSS -> true;
      case OK,
          CANCELLED,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          UNAUTHENTICATED ->
          false;
    };
  }
}
