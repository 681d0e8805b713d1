package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Has every call watched from its headers to its end, the refused ones too, and lets its threads work
 * in its name. The answer carries the id of the request: in its headers, or in the trailers of an
 * answer that has nothing else.
 */
@Singleton
final class CallWatch implements ServerInterceptor, Ordered {

  private static final Metadata.Key<String> REQUEST_ID =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> TRACEPARENT =
      Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

  private final Observer observer;

  CallWatch(@Nullable Observer observer) {
    this.observer = Observer.orNone(observer);
  }

  /** Before the credential is looked at. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    CallContext context =
        new CallContext(
            CallContext.requestId(headers.get(REQUEST_ID)),
            observer.call(
                Observer.Door.GRPC,
                call.getMethodDescriptor().getFullMethodName(),
                headers.get(TRACEPARENT)));
    CallContext before = CallContext.enter(context);
    try {
      return new WatchedListener<>(
          next.startCall(new Watched<>(call, context), headers), context);
    } finally {
      CallContext.enter(before);
    }
  }

  private static final class Watched<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final CallContext context;
    private volatile boolean told;

    private Watched(ServerCall<Q, A> call, CallContext context) {
      super(call);
      this.context = context;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      headers.put(REQUEST_ID, context.requestId());
      told = true;
      super.sendHeaders(headers);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (!told) {
        trailers.put(REQUEST_ID, context.requestId());
      }
      super.close(status, trailers);
      context
          .observation()
          .end(status.isOk() ? Observation.OK : ProblemStatus.kind(status, trailers));
    }
  }
}
