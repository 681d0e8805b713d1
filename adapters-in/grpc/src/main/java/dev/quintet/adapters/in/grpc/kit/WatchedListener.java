package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.domain.shared.CallContext;
import io.grpc.ServerCall;

/** Hears of a call in its name: threads of the event loop hear of many in turn. */
final class WatchedListener<Q> extends ServerCall.Listener<Q> {

  private final ServerCall.Listener<Q> listener;
  private final CallContext context;

  WatchedListener(ServerCall.Listener<Q> listener, CallContext context) {
    this.listener = listener;
    this.context = context;
  }

  @Override
  public void onMessage(Q message) {
    context.run(() -> listener.onMessage(message));
  }

  @Override
  public void onHalfClose() {
    context.run(listener::onHalfClose);
  }

  @Override
  public void onReady() {
    context.run(listener::onReady);
  }

  @Override
  public void onComplete() {
    context.run(listener::onComplete);
  }

  @Override
  public void onCancel() {
    context.observation().end("cancelled");
    context.run(listener::onCancel);
  }
}
