package dev.quintet.adapters.in.grpc;

import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Has every call watched from its headers to its end, the refused ones too. */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CallWatch implements ServerInterceptor {

  private static final Metadata.Key<String> TRACEPARENT =
      Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

  private final Observer observer;

  CallWatch(@Nullable Observer observer) {
    this.observer = Observer.orNone(observer);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Observation observation =
        observer.call(
            Observer.Door.GRPC,
            call.getMethodDescriptor().getFullMethodName(),
            headers.get(TRACEPARENT));
    return new Listener<>(
        next.startCall(new Watched<>(call, observation), headers), observation);
  }

  private static final class Watched<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Observation observation;

    private Watched(ServerCall<Q, A> call, Observation observation) {
      super(call);
      this.observation = observation;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      super.close(status, trailers);
      observation.end(status.isOk() ? Observation.OK : ProblemStatus.kind(status, trailers));
    }
  }

  private static final class Listener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Observation observation;

    private Listener(ServerCall.Listener<Q> listener, Observation observation) {
      super(listener);
      this.observation = observation;
    }

    @Override
    public void onCancel() {
      observation.end("cancelled");
      super.onCancel();
    }
  }
}
