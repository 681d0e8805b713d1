package dev.quintet.adapters.in.grpc.kit;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.quintet.application.calls.Call;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Problem;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call on the wire, of which each event is that of a {@link Call}. The answer carries the id of the
 * request: in its headers, or in the trailers of an answer that has nothing else.
 */
final class WatchedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

  private final Call call;
  private volatile boolean headersSent;

  WatchedCall(ServerCall<Q, A> wire, Call call) {
    super(wire);
    this.call = call;
  }

  @Override
  public void sendHeaders(Metadata headers) {
    headers.put(CallInterceptor.REQUEST_ID, call.requestId());
    headersSent = true;
    super.sendHeaders(headers);
  }

  /**
   * @throws dev.quintet.domain.shared.ProblemException LimitExceeded when it is more than the caller's
   *     limits allow one answer of a call that changes nothing
   */
  @Override
  public void sendMessage(A message) {
    if (call.limitsAnswer() && getMethodDescriptor().isSafe() && message instanceof Message answer) {
      call.giving(rows(answer), answer.getSerializedSize());
    }
    call.answered();
    super.sendMessage(message);
  }

  @Override
  public void close(Status status, Metadata trailers) {
    if (!headersSent) {
      trailers.put(CallInterceptor.REQUEST_ID, call.requestId());
    }
    if (status.isOk()) {
      call.answered();
      call.ended(Observation.OK);
    } else {
      call.ended(ProblemStatus.kind(status, trailers));
    }
    super.close(status, trailers);
  }

  /** Elements of the longest list in it, where columns are of one length; 1 when it has no list. */
  private static long rows(Message answer) {
    return answer.getDescriptorForType().getFields().stream()
        .filter(FieldDescriptor::isRepeated)
        .mapToLong(answer::getRepeatedFieldCount)
        .max()
        .orElse(1);
  }

  ServerCall.Listener<Q> refuse(Problem problem) {
    close(ProblemStatus.status(problem), ProblemStatus.trailers(problem));
    return new ServerCall.Listener<>() {};
  }

  /**
   * @param listener null while the credential is looked up
   */
  Events events(ServerCall.@Nullable Listener<Q> listener) {
    return new Events(listener);
  }

  /**
   * Passes on what happens on the wire, in the name of the call: threads of the event loop serve many
   * in turn. What happens before the call is admitted waits; that call is not read, so it is little.
   */
  final class Events extends ServerCall.Listener<Q> {

    private final boolean stream = !getMethodDescriptor().getType().clientSendsOneMessage();
    private final Queue<Consumer<ServerCall.Listener<Q>>> early = new ArrayDeque<>(0);
    private volatile ServerCall.@Nullable Listener<Q> listener;

    private Events(ServerCall.@Nullable Listener<Q> listener) {
      this.listener = listener;
    }

    /** From now on {@code admitted} gets what happens, first what happened before. */
    void begin(ServerCall.Listener<Q> admitted) {
      Consumer<ServerCall.Listener<Q>> event = next(admitted);
      while (event != null) {
        event.accept(admitted);
        event = next(admitted);
      }
    }

    private synchronized @Nullable Consumer<ServerCall.Listener<Q>> next(
        ServerCall.Listener<Q> admitted) {
      if (early.isEmpty()) {
        listener = admitted;
      }
      return early.poll();
    }

    private void happened(Consumer<ServerCall.Listener<Q>> event) {
      ServerCall.Listener<Q> now = listener;
      if (now == null) {
        now = listenerOrLater(event);
      }
      if (now != null) {
        CallContext before = CallContext.enter(call);
        try {
          event.accept(now);
        } finally {
          CallContext.enter(before);
        }
      }
    }

    private synchronized ServerCall.@Nullable Listener<Q> listenerOrLater(
        Consumer<ServerCall.Listener<Q>> event) {
      if (listener == null) {
        early.add(event);
      }
      return listener;
    }

    @Override
    public void onMessage(Q message) {
      if (stream) {
        call.asked();
      }
      happened(each -> each.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      happened(ServerCall.Listener::onHalfClose);
    }

    @Override
    public void onReady() {
      happened(ServerCall.Listener::onReady);
    }

    @Override
    public void onComplete() {
      happened(ServerCall.Listener::onComplete);
    }

    @Override
    public void onCancel() {
      call.cancelled();
      happened(ServerCall.Listener::onCancel);
    }
  }
}
