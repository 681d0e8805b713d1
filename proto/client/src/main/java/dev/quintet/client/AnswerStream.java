package dev.quintet.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
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

  private AnswerStream(ClientCall<?, A> call, Iterator<A> answers) {
    this.call = call;
    this.answers = answers;
  }

  static <Q, A> AnswerStream<A> begin(
      Channel channel, MethodDescriptor<Q, A> method, CallOptions options, Q request) {
    ClientCall<Q, A> call = channel.newCall(method, options);
    return new AnswerStream<>(call, ClientCalls.blockingServerStreamingCall(call, request));
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
