package dev.quintet.adapters.in.rest.kit;

import dev.quintet.domain.shared.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A problem in HTTP, by RFC 9457.
 *
 * @param kind the word of the problem's kind, the same as on gRPC
 * @param field at fault
 * @param retryAfter when to try again
 * @param errorId under which the log has what the caller does not see
 */
record ProblemResponse(
    HttpStatus status,
    String kind,
    String detail,
    @Nullable String field,
    @Nullable Duration retryAfter,
    @Nullable String errorId,
    Problem.@Nullable LimitExceeded exceeded) {

  private static final String KIND = "quintet.problem";

  /** The kind of the problem that the request was answered with, if it was. */
  static Optional<String> kind(HttpRequest<?> request) {
    return request.getAttribute(KIND, String.class);
  }

  /** The document. */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Body(
      String type,
      String title,
      int status,
      String detail,
      String kind,
      @Nullable String field,
      @Nullable String errorId,
      @Nullable String meter,
      @Nullable Long used,
      @Nullable Long limit,
      @Nullable String resetsAt,
      String requestId) {}

  static ProblemResponse of(Problem problem) {
    return new ProblemResponse(
        status(problem.kind()),
        problem.kind().word(),
        problem.detail(),
        problem.invalidField().orElse(null),
        problem.retryTime().orElse(null),
        problem instanceof Problem.Internal(String errorId) ? errorId : null,
        problem instanceof Problem.LimitExceeded it && it.consumed() != null ? it : null);
  }

  private static HttpStatus status(Problem.Kind kind) {
    return switch (kind) {
      case INVALID -> HttpStatus.BAD_REQUEST;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case DENIED -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case ALREADY_EXISTS, CONFLICT, STALE, NOT_READY -> HttpStatus.CONFLICT;
      case LIMIT_EXCEEDED -> HttpStatus.TOO_MANY_REQUESTS;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case OUTCOME_UNKNOWN -> HttpStatus.GATEWAY_TIMEOUT;
      case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  /** A problem that only HTTP knows. */
  static ProblemResponse of(HttpStatus status, String kind, String detail) {
    return new ProblemResponse(status, kind, detail, null, null, null, null);
  }

  MutableHttpResponse<Body> answer(HttpRequest<?> request) {
    return answer(request, HttpResponse.status(status));
  }

  /** Into an answer that may carry headers already, such as which methods are allowed. */
  MutableHttpResponse<Body> answer(HttpRequest<?> request, MutableHttpResponse<?> response) {
    AnswerHeaders.put(request, response);
    request.setAttribute(KIND, kind);
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds(retryAfter)));
    }
    if (status == HttpStatus.UNAUTHORIZED) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (status == HttpStatus.REQUEST_TIMEOUT) {
      // The rest of the request may never come.
      response.header(HttpHeaders.CONNECTION, "close");
    }
    return response
        .status(status)
        .contentType(MediaType.APPLICATION_JSON_PROBLEM)
        .body(body(request));
  }

  private Body body(HttpRequest<?> request) {
    Problem.Consumed consumed = exceeded == null ? null : exceeded.consumed();
    return new Body(
        "urn:quintet:problem:" + kind,
        status.getReason(),
        status.getCode(),
        detail,
        kind,
        field,
        errorId,
        exceeded == null ? null : exceeded.meter(),
        consumed == null ? null : consumed.used(),
        exceeded == null ? null : exceeded.limit(),
        consumed == null ? null : Objects.toString(consumed.resetsAt(), null),
        AnswerHeaders.requestId(request));
  }

  /** Rounded up: earlier is too early. */
  private static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }
}
