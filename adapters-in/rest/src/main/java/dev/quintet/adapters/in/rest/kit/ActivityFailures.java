package dev.quintet.adapters.in.rest.kit;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers what an activity threw. */
@Singleton
final class ActivityFailures implements ExceptionHandler<Throwable, HttpResponse<ProblemResponse.Body>> {

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<ProblemResponse.Body> handle(HttpRequest request, Throwable failure) {
    return of(failure).answer(request);
  }

  /** The problem of a failure. */
  static ProblemResponse of(Throwable failure) {
    return ProblemResponse.of(dev.quintet.application.calls.Failures.problem(failure));
  }
}
