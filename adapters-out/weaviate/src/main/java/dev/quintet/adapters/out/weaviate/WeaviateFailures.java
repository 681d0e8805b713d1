package dev.quintet.adapters.out.weaviate;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an answer of the server, or none, means to the caller. */
final class WeaviateFailures {

  static final StoreName STORE = new StoreName("weaviate", "vector.search");

  private static final Problem UNAVAILABLE = new Problem.Unavailable(STORE);

  /** Unauthorized, request timeout, too many requests, bad gateway, unavailable, gateway timeout. */
  private static final Set<Integer> NOT_NOW = Set.of(401, 408, 429, 502, 503, 504);

  /** Refused before anything was looked at. */
  private static final Set<Integer> NOT_BEGUN = Set.of(401, 429);

  /** What it says of a tenant that is not ready, with the code UNKNOWN as of anything else. */
  private static final Set<String> NO_TENANT =
      Set.of("tenant not active", "tenant not found", "shard not found", "is not active");

  private WeaviateFailures() {}

  /** Of a read: whatever went wrong, nothing was changed. */
  static RuntimeException reading(Exception failure) {
    stayInterrupted(failure);
    if (failure instanceof ProblemException problem) {
      return problem;
    }
    boolean notNow =
        switch (failure) {
          case WeaviateRefusal refusal ->
              NOT_NOW.contains(refusal.status()) || lacksTenant(refusal);
          case StatusRuntimeException answer -> isNotNow(answer);
          case IOException _, InterruptedException _ -> true;
          default -> false;
        };
    return notNow ? new ProblemException(UNAVAILABLE, failure) : unexpected(failure);
  }

  /** Of a write, some of which may be done. */
  static ProblemException writing(Exception failure, String operation) {
    stayInterrupted(failure);
    if (failure instanceof ProblemException problem) {
      return problem;
    }
    boolean notBegun =
        neverConnected(failure)
            || lacksTenant(failure)
            || failure instanceof WeaviateRefusal refusal && NOT_BEGUN.contains(refusal.status())
            || failure instanceof StatusRuntimeException answer
                && answer.getStatus().getCode() == Status.Code.UNAUTHENTICATED;
    return new ProblemException(
        notBegun ? UNAVAILABLE : new Problem.OutcomeUnknown(operation), failure);
  }

  private static boolean isNotNow(StatusRuntimeException answer) {
    return switch (answer.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED, ABORTED,
          UNAUTHENTICATED ->
          true;
      case UNKNOWN -> lacksTenant(answer);
      case OK, INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED,
          FAILED_PRECONDITION, OUT_OF_RANGE, UNIMPLEMENTED, INTERNAL, DATA_LOSS ->
          false;
    };
  }

  /** Whether it does not have the tenant, or not ready. */
  private static boolean lacksTenant(Exception failure) {
    String message = failure.getMessage();
    return message != null && NO_TENANT.stream().anyMatch(message::contains);
  }

  /** Whether the server answered that it does not do this, for whatever reason. */
  static boolean isRefusal(StatusRuntimeException answer) {
    return switch (answer.getStatus().getCode()) {
      case UNKNOWN, NOT_FOUND, INVALID_ARGUMENT, FAILED_PRECONDITION, INTERNAL -> true;
      case OK, CANCELLED, DEADLINE_EXCEEDED, ALREADY_EXISTS, PERMISSION_DENIED,
          RESOURCE_EXHAUSTED, ABORTED, OUT_OF_RANGE, UNIMPLEMENTED, UNAVAILABLE, DATA_LOSS,
          UNAUTHENTICATED ->
          false;
    };
  }

  /** The server, or the tenant in it, is not ready, or the deadline is over: nothing was done. */
  static ProblemException unavailable(@Nullable Exception cause) {
    return new ProblemException(UNAVAILABLE, cause);
  }

  private static void stayInterrupted(Exception failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean neverConnected(Exception failure) {
    return Stream.iterate((Throwable) failure, it -> it != null, Throwable::getCause)
        .anyMatch(it -> it instanceof ConnectException || it instanceof HttpConnectTimeoutException);
  }

  private static RuntimeException unexpected(Exception failure) {
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("Weaviate answered what was not expected", failure);
  }
}
