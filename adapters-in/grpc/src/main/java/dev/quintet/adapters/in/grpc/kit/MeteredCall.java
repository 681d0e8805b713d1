package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.application.subscriptions.Metering;
import dev.quintet.domain.tenancy.Principal;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/** A call that is metered once, with its first answer or its good end; a refused one never is. */
final class MeteredCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

  private final Metering metering;
  private final Principal principal;
  private boolean metered;

  MeteredCall(ServerCall<Q, A> call, Metering metering, Principal principal) {
    super(call);
    this.metering = metering;
    this.principal = principal;
  }

  @Override
  public void sendMessage(A message) {
    meter();
    super.sendMessage(message);
  }

  @Override
  public void close(Status status, Metadata trailers) {
    if (status.isOk()) {
      meter();
    }
    super.close(status, trailers);
  }

  private void meter() {
    if (!metered) {
      metered = true;
      metering.answered(principal);
    }
  }
}
