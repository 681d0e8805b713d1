package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** What a call failed with. */
record Problems(
    Status.Code code,
    @Nullable String kind,
    @Nullable String field,
    @Nullable String retryAfter,
    @Nullable String detail) {

  static Problems of(ThrowingCallable call) {
    StatusException failure = catchThrowableOfType(StatusException.class, call);
    assertThat(failure).as("a failure").isNotNull();
    return of(failure.getStatus(), failure.getTrailers());
  }

  static Problems of(Status status, @Nullable Metadata trailers) {
    Metadata known = trailers == null ? new Metadata() : trailers;
    return new Problems(
        status.getCode(),
        known.get(GrpcServer.KIND),
        known.get(GrpcServer.FIELD),
        known.get(GrpcServer.RETRY_AFTER),
        status.getDescription());
  }
}
