package dev.quintet.adapters.in.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A call whose every step the test takes; answers are asked for one by one. */
final class Talk<Q, A> {

  private static final long PATIENCE_SECONDS = 30;

  private sealed interface Event<A> {
    record Answer<A>(A message) implements Event<A> {}

    record End<A>(Status status, Metadata trailers) implements Event<A> {}
  }

  private final LinkedBlockingQueue<Event<A>> events = new LinkedBlockingQueue<>();
  private final Semaphore ready = new Semaphore(0);
  private final ClientCall<Q, A> call;
  private final boolean oneRequest;
  private volatile boolean over;

  private Talk(ClientCall<Q, A> call, boolean oneRequest) {
    this.call = call;
    this.oneRequest = oneRequest;
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(A message) {
            events.add(new Event.Answer<>(message));
          }

          @Override
          public void onReady() {
            ready.release();
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            over = true;
            ready.release();
            events.add(new Event.End<>(status, trailers));
          }
        },
        new Metadata());
  }

  static <Q, A> Talk<Q, A> begin(Channel channel, MethodDescriptor<Q, A> method) {
    return new Talk<>(
        channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS)),
        method.getType().clientSendsOneMessage());
  }

  /**
   * Waits until the transport can take more, and sends; false when the call is over. A call of one
   * request is never ready before it.
   */
  boolean write(Q message) throws InterruptedException {
    while (!oneRequest && !call.isReady() && !over) {
      ready.acquire();
    }
    if (!over) {
      call.sendMessage(message);
    }
    return !over;
  }

  void halfClose() {
    call.halfClose();
  }

  void cancel() {
    call.cancel("the test leaves", null);
  }

  /** The next answer, null after the last. */
  @Nullable A read() throws StatusException, InterruptedException, TimeoutException {
    call.request(1);
    return switch (events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      case null -> throw new TimeoutException("no answer");
      case Event.Answer<A>(A message) -> message;
      case Event.End<A>(Status status, Metadata trailers) -> {
        if (!status.isOk()) {
          throw status.asException(trailers);
        }
        yield null;
      }
    };
  }

  /** The next answer, which there must be. */
  A next() throws StatusException, InterruptedException, TimeoutException {
    A answer = read();
    if (answer == null) {
      throw new AssertionError("no answer");
    }
    return answer;
  }
}
