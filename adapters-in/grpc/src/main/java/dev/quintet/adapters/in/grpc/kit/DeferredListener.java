package dev.quintet.adapters.in.grpc.kit;

import io.grpc.ServerCall;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a call's listener until the credential was looked up, and hands over in order what
 * happened before: a call that is not admitted yet is not read, so that is little.
 */
final class DeferredListener<Q> extends ServerCall.Listener<Q> {

  private final Queue<Consumer<ServerCall.Listener<Q>>> early = new ArrayDeque<>();
  private ServerCall.@Nullable Listener<Q> admitted;

  /** From now on {@code listener} is told, first of what it missed. */
  void begin(ServerCall.Listener<Q> listener) {
    Consumer<ServerCall.Listener<Q>> event = next(listener);
    while (event != null) {
      event.accept(listener);
      event = next(listener);
    }
  }

  private synchronized @Nullable Consumer<ServerCall.Listener<Q>> next(
      ServerCall.Listener<Q> listener) {
    if (early.isEmpty()) {
      admitted = listener;
    }
    return early.poll();
  }

  private void tell(Consumer<ServerCall.Listener<Q>> event) {
    ServerCall.Listener<Q> listener;
    synchronized (this) {
      listener = admitted;
      if (listener == null) {
        early.add(event);
        return;
      }
    }
    event.accept(listener);
  }

  @Override
  public void onMessage(Q message) {
    tell(listener -> listener.onMessage(message));
  }

  @Override
  public void onHalfClose() {
    tell(ServerCall.Listener::onHalfClose);
  }

  @Override
  public void onCancel() {
    tell(ServerCall.Listener::onCancel);
  }

  @Override
  public void onComplete() {
    tell(ServerCall.Listener::onComplete);
  }

  @Override
  public void onReady() {
    tell(ServerCall.Listener::onReady);
  }
}
