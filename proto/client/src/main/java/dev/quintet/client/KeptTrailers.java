package dev.quintet.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the trailers of a failed call, which name the problem, as the cause of its status. A
 * blocking read of a stream of answers throws the status without them.
 */
final class KeptTrailers implements ClientInterceptor {

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(new Keeper<>(listener), headers);
      }
    };
  }

  /** The trailers of a failure, wherever they are. */
  static @Nullable Metadata of(StatusException failure) {
    Metadata own = failure.getTrailers();
    return own == null && failure.getCause() instanceof StatusException whole
        ? whole.getTrailers()
        : own;
  }

  private static final class Keeper<A> extends SimpleForwardingClientCallListener<A> {

    Keeper(ClientCall.Listener<A> listener) {
      super(listener);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      super.onClose(
          status.isOk() ? status : status.withCause(status.asException(trailers)), trailers);
    }
  }
}
