package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.domain.shared.Problem;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Locale;

/**
 * A problem on the wire: the status, and in the trailers its kind, the field at fault and when to try
 * again.
 */
public final class ProblemStatus {

  private static final Metadata.Key<String> KIND = key("quintet-problem-kind");
  private static final Metadata.Key<String> FIELD = key("quintet-problem-field");
  private static final Metadata.Key<String> RETRY_AFTER = key("retry-after-millis");

  private ProblemStatus() {}

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** How a call ended that did not end well: by a problem of ours, or by what the library found. */
  static String kind(Status status, Metadata trailers) {
    String kind = trailers.get(KIND);
    return kind == null ? status.getCode().name().toLowerCase(Locale.ROOT) : kind;
  }

  public static Status.Code code(Problem.Kind kind) {
    return switch (kind) {
      case INVALID -> Status.Code.INVALID_ARGUMENT;
      case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
      case DENIED -> Status.Code.PERMISSION_DENIED;
      case NOT_FOUND -> Status.Code.NOT_FOUND;
      case ALREADY_EXISTS, CONFLICT -> Status.Code.ALREADY_EXISTS;
      case STALE -> Status.Code.ABORTED;
      case NOT_READY -> Status.Code.FAILED_PRECONDITION;
      case LIMIT_EXCEEDED -> Status.Code.RESOURCE_EXHAUSTED;
      case UNAVAILABLE -> Status.Code.UNAVAILABLE;
      case OUTCOME_UNKNOWN -> Status.Code.DEADLINE_EXCEEDED;
      case INTERNAL -> Status.Code.INTERNAL;
    };
  }

  public static Status status(Problem problem) {
    return code(problem.kind()).toStatus().withDescription(problem.detail());
  }

  public static Metadata trailers(Problem problem) {
    Metadata trailers = new Metadata();
    trailers.put(KIND, problem.kind().word());
    problem.invalidField().ifPresent(field -> trailers.put(FIELD, field));
    problem
        .retryTime()
        .ifPresent(after -> trailers.put(RETRY_AFTER, Long.toString(after.toMillis())));
    return trailers;
  }
}
