package dev.quintet.client;

import io.grpc.ClientCall;
import io.grpc.stub.ClientCalls;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * An answer of many messages, taken one by one. Not through the newer blocking stubs: they lose the
 * trailers, and with them the problem's kind.
 */
final class AnswerStream<A> {

  private final ClientCall<?, A> call;
  private final Iterator<A> answers;

  <Q> AnswerStream(ClientCall<Q, A> call, Q request) {
    this.call = call;
    this.answers = ClientCalls.blockingServerStreamingCall(call, request);
  }

  /**
   * The next message, null after the last.
   *
   * @throws io.grpc.StatusRuntimeException when the call failed
   */
  @Nullable A next() {
    return answers.hasNext() ? answers.next() : null;
  }

  /** Ends the call; nothing happens when it has ended. */
  void cancel() {
    call.cancel("closed by the reader", null);
  }
}
