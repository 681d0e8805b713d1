package dev.quintet.adapters.in.grpc.kit;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.quintet.domain.shared.Problem;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A problem on the wire: the status, and in the trailers its kind, the field at fault and when to try
 * again; once in words of ours, and once as {@code google.rpc.Status}, which stock clients read.
 */
public final class ProblemStatus {

  private static final Metadata.Key<String> KIND = key("quintet-problem-kind");
  private static final Metadata.Key<String> FIELD = key("quintet-problem-field");
  private static final Metadata.Key<String> RETRY_AFTER = key("retry-after-millis");

  private static final Metadata.Key<com.google.rpc.Status> DETAILS =
      Metadata.Key.of(
          "grpc-status-details-bin",
          ProtoUtils.metadataMarshaller(com.google.rpc.Status.getDefaultInstance()));

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
    trailers.put(DETAILS, details(problem));
    return trailers;
  }

  private static com.google.rpc.Status details(Problem problem) {
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder()
            .setCode(code(problem.kind()).value())
            .setMessage(problem.detail())
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(problem.kind().name())
                        .setDomain("quintet")
                        .putAllMetadata(named(problem))
                        .build()));
    if (problem instanceof Problem.Invalid(String field, String reason)) {
      status.addDetails(
          Any.pack(
              BadRequest.newBuilder()
                  .addFieldViolations(
                      BadRequest.FieldViolation.newBuilder()
                          .setField(field)
                          .setDescription(reason))
                  .build()));
    }
    problem
        .retryTime()
        .map(
            after ->
                Duration.newBuilder().setSeconds(after.getSeconds()).setNanos(after.getNano()))
        .map(after -> Any.pack(RetryInfo.newBuilder().setRetryDelay(after).build()))
        .ifPresent(status::addDetails);
    return status.build();
  }

  /** What the detail names, for a program. */
  private static Map<String, String> named(Problem problem) {
    return switch (problem) {
      case Problem.NotFound(String thing, String id, String _) -> Map.of("thing", thing, "id", id);
      case Problem.AlreadyExists(String thing, String id) -> Map.of("thing", thing, "id", id);
      case Problem.Conflict(String thing, String id) -> Map.of("thing", thing, "id", id);
      case Problem.Stale(String thing, String id, String store) ->
          store == null
              ? Map.of("thing", thing, "id", id)
              : Map.of("thing", thing, "id", id, "store", store);
      case Problem.LimitExceeded(String meter, long limit, var _, Problem.Consumed consumed) ->
          consumed == null
              ? Map.of("meter", meter, "limit", Long.toString(limit))
              : Map.of(
                  "meter", meter,
                  "limit", Long.toString(limit),
                  "used", Long.toString(consumed.used()),
                  "resets_at", Objects.toString(consumed.resetsAt(), ""));
      case Problem.Internal(String errorId) -> Map.of("error_id", errorId);
      case Problem.Invalid _,
          Problem.Unauthenticated _,
          Problem.Denied _,
          Problem.NotReady _,
          Problem.Unavailable _,
          Problem.OutcomeUnknown _ ->
          Map.of();
    };
  }
}
