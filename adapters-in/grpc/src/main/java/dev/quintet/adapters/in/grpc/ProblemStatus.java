package dev.quintet.adapters.in.grpc;

import dev.quintet.application.shared.ThrottledWarnings;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A problem as gRPC tells it: the status, and in the trailers its kind, the field at fault and when
 * to try again.
 *
 * @param kind the word of the problem's kind
 */
record ProblemStatus(
    Status.Code code,
    String kind,
    String detail,
    @Nullable String field,
    @Nullable Duration retryAfter) {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemStatus.class);
  private static final ThrottledWarnings WARNINGS = new ThrottledWarnings(LOG);

  private static final Metadata.Key<String> KIND = key("quintet-problem-kind");
  private static final Metadata.Key<String> FIELD = key("quintet-problem-field");
  private static final Metadata.Key<String> RETRY_AFTER = key("retry-after-millis");

  /** How a call ended that did not end well: by a problem of ours, or by what the library found. */
  static String kind(Status status, Metadata trailers) {
    String kind = trailers.get(KIND);
    return kind == null ? status.getCode().name().toLowerCase(Locale.ROOT) : kind;
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  static ProblemStatus of(Problem problem) {
    return switch (problem) {
      case Problem.Invalid(String field, String _) ->
          new ProblemStatus(
              Status.Code.INVALID_ARGUMENT, "invalid", problem.detail(), field, null);
      case Problem.Unauthenticated _ -> of(Status.Code.UNAUTHENTICATED, "unauthenticated", problem);
      case Problem.Denied _ -> of(Status.Code.PERMISSION_DENIED, "denied", problem);
      case Problem.NotFound _ -> of(Status.Code.NOT_FOUND, "not_found", problem);
      case Problem.AlreadyExists _ -> of(Status.Code.ALREADY_EXISTS, "already_exists", problem);
      case Problem.Conflict _ -> of(Status.Code.ALREADY_EXISTS, "conflict", problem);
      case Problem.Stale _ -> of(Status.Code.ABORTED, "stale", problem);
      case Problem.NotReady _ -> of(Status.Code.FAILED_PRECONDITION, "not_ready", problem);
      case Problem.LimitExceeded(String _, long _, Duration retryAfter) ->
          new ProblemStatus(
              Status.Code.RESOURCE_EXHAUSTED,
              "limit_exceeded",
              problem.detail(),
              null,
              retryAfter.isZero() ? null : retryAfter);
      case Problem.Unavailable _ -> of(Status.Code.UNAVAILABLE, "unavailable", problem);
      case Problem.OutcomeUnknown _ ->
          of(Status.Code.DEADLINE_EXCEEDED, "outcome_unknown", problem);
    };
  }

  private static ProblemStatus of(Status.Code code, String kind, Problem problem) {
    return new ProblemStatus(code, kind, problem.detail(), null, null);
  }

  /**
   * The problem of a failure. What is our fault or a store's is logged here and nowhere else; what
   * nobody expected is told to the caller by an error id only.
   */
  static ProblemStatus of(Throwable failure) {
    if (!(failure instanceof ProblemException expected)) {
      String errorId = UUID.randomUUID().toString();
      LOG.error("error {}", errorId, failure);
      return new ProblemStatus(
          Status.Code.INTERNAL, "internal", "internal error " + errorId, null, null);
    }
    Problem problem = expected.problem();
    if (problem instanceof Problem.Unavailable || problem instanceof Problem.OutcomeUnknown) {
      WARNINGS.warn(problem, problem.detail(), expected.getCause());
    }
    return of(problem);
  }

  Status status() {
    return code.toStatus().withDescription(detail);
  }

  Metadata trailers() {
    Metadata trailers = new Metadata();
    trailers.put(KIND, kind);
    if (field != null) {
      trailers.put(FIELD, field);
    }
    if (retryAfter != null) {
      trailers.put(RETRY_AFTER, Long.toString(retryAfter.toMillis()));
    }
    return trailers;
  }
}
