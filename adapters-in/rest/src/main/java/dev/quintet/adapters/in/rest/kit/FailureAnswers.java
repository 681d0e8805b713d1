package dev.quintet.adapters.in.rest.kit;

import dev.quintet.application.calls.Failures;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;

/**
 * Answers with problems: what an activity threw, and what the framework found, such as a path that is
 * not there or a request that cannot be read. The framework's own words stay inside.
 */
@Singleton
final class FailureAnswers
    implements ExceptionHandler<Throwable, HttpResponse<ProblemResponse.Body>>,
        ErrorResponseProcessor<ProblemResponse.Body> {

  private static final String UNREADABLE = "/bad-request";

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<ProblemResponse.Body> handle(HttpRequest request, Throwable failure) {
    return ProblemResponse.of(Failures.problem(failure)).answer(request);
  }

  @Override
  public MutableHttpResponse<ProblemResponse.Body> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    return problem(context, response.status()).answer(context.getRequest(), response);
  }

  private static ProblemResponse problem(ErrorContext context, HttpStatus status) {
    Throwable cause = context.getRootCause().orElse(null);
    if (cause instanceof ProblemException || status.getCode() >= 500) {
      return ProblemResponse.of(
          Failures.problem(cause != null ? cause : new IllegalStateException(status.getReason())));
    }
    return switch (cause) {
      case UnsatisfiedRouteException missing ->
          ProblemResponse.of(
              new Problem.Invalid(Query.shown(missing.getArgument().getName()), "is missing"));
      case null, default ->
          cause == null && status == HttpStatus.REQUEST_ENTITY_TOO_LARGE
              ? tooLong(context)
              : of(status);
    };
  }

  /** Netty could not read the head; the path it then puts in shows that it was the first line. */
  private static ProblemResponse tooLong(ErrorContext context) {
    return of(
        context.getRequest().getPath().equals(UNREADABLE)
            ? HttpStatus.REQUEST_URI_TOO_LONG
            : HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE);
  }

  private static ProblemResponse of(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> ProblemResponse.of(status, "not_found", "there is nothing at this path");
      case METHOD_NOT_ALLOWED ->
          ProblemResponse.of(status, "method_not_allowed", "this path has other methods");
      case NOT_ACCEPTABLE ->
          ProblemResponse.of(status, "not_acceptable", "answers are application/json");
      case REQUEST_TIMEOUT ->
          ProblemResponse.of(status, "timeout", "the request did not arrive in time");
      case REQUEST_ENTITY_TOO_LARGE ->
          ProblemResponse.of(status, "too_large", "the body is over the limit");
      case REQUEST_URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE ->
          ProblemResponse.of(status, "too_long", "the path or the headers are over the limit");
      case UNSUPPORTED_MEDIA_TYPE ->
          ProblemResponse.of(status, "unsupported_media_type", "bodies are application/json");
      default -> ProblemResponse.of(status, "invalid", "the request cannot be read");
    };
  }
}
