package dev.quintet.client;

import dev.quintet.client.QuintetException.Kind;
import dev.quintet.marketdata.v1.BatchProblem;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns what gRPC reports into {@link QuintetException}. */
final class Failures {

  private static final Metadata.Key<String> KIND = key("quintet-problem-kind");
  private static final Metadata.Key<String> FIELD = key("quintet-problem-field");
  private static final Metadata.Key<String> RETRY_AFTER = key("retry-after-millis");

  private Failures() {}

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  static QuintetException of(Throwable failure) {
    if (failure instanceof QuintetException own) {
      return own;
    }
    if (failure instanceof StatusRuntimeException e) {
      return of(e.getStatus(), e.getTrailers(), e);
    }
    if (failure instanceof StatusException e) {
      return of(e.getStatus(), e.getTrailers(), e);
    }
    if (failure instanceof InterruptedException e) {
      return QuintetException.interrupted(e);
    }
    return new QuintetException(
        Kind.INTERNAL, "the client failed: " + failure, null, null, failure);
  }

  /** The service names the kind in the trailers; without them the answer is the transport's. */
  private static QuintetException of(Status status, @Nullable Metadata trailers, Throwable cause) {
    String word = trailers == null ? null : trailers.get(KIND);
    Kind named = word == null ? null : Kind.ofWord(word);
    Kind kind = named == null ? kind(status.getCode()) : named;
    String description = status.getDescription();
    return new QuintetException(
        kind,
        description == null ? status.getCode().toString() : description,
        trailers == null ? null : trailers.get(FIELD),
        trailers == null ? null : millis(trailers.get(RETRY_AFTER)),
        cause);
  }

  static QuintetException of(BatchProblem problem) {
    Kind named = Kind.ofWord(problem.getKind());
    return new QuintetException(
        named == null ? kind(Status.fromCodeValue(problem.getCode()).getCode()) : named,
        problem.getDetail(),
        problem.getField().isEmpty() ? null : problem.getField(),
        problem.getRetryAfterMillis() == 0
            ? null
            : Duration.ofMillis(Integer.toUnsignedLong(problem.getRetryAfterMillis())),
        null);
  }

  private static @Nullable Duration millis(@Nullable String text) {
    try {
      return text == null ? null : Duration.ofMillis(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static Kind kind(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT, OUT_OF_RANGE -> Kind.INVALID;
      case UNAUTHENTICATED -> Kind.UNAUTHENTICATED;
      case PERMISSION_DENIED -> Kind.DENIED;
      case NOT_FOUND -> Kind.NOT_FOUND;
      case ALREADY_EXISTS -> Kind.ALREADY_EXISTS;
      case ABORTED -> Kind.STALE;
      case FAILED_PRECONDITION -> Kind.NOT_READY;
      case RESOURCE_EXHAUSTED -> Kind.LIMIT_EXCEEDED;
      case UNAVAILABLE -> Kind.UNREACHABLE;
      case DEADLINE_EXCEEDED -> Kind.OUTCOME_UNKNOWN;
      case CANCELLED -> Kind.CANCELLED;
      case OK, UNKNOWN, UNIMPLEMENTED, INTERNAL, DATA_LOSS -> Kind.INTERNAL;
    };
  }
}
