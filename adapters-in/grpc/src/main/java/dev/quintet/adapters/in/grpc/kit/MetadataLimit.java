package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.domain.shared.Problem;
import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Refuses a call with too much metadata before anything of it is looked at. The transport would too,
 * but its callers see a fault of the server.
 */
@Singleton
final class MetadataLimit implements ServerInterceptor, Ordered {

  private final int maxBytes;

  MetadataLimit(GrpcSettings settings) {
    this.maxBytes = settings.maxMetadataBytes();
  }

  /** Before the credential is looked at, and watched. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 1;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (bytes(headers) <= maxBytes) {
      return next.startCall(call, headers);
    }
    Problem problem = new Problem.LimitExceeded("bytes of metadata", maxBytes, Duration.ZERO);
    call.close(ProblemStatus.status(problem), ProblemStatus.trailers(problem));
    return new ServerCall.Listener<>() {};
  }

  /** Names and values; the array is the one that the transport made. */
  private static long bytes(Metadata headers) {
    long bytes = 0;
    for (byte[] part : InternalMetadata.serialize(headers)) {
      bytes += part.length;
    }
    return bytes;
  }
}
