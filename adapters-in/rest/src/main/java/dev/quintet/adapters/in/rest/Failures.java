package dev.quintet.adapters.in.rest;

import dev.quintet.application.shared.ThrottledWarnings;
import dev.quintet.domain.shared.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what an activity threw, and logs it, here and nowhere else. */
@Singleton
final class Failures implements ExceptionHandler<Throwable, HttpResponse<ProblemResponse.Body>> {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final ThrottledWarnings WARNINGS = new ThrottledWarnings(LOG);

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<ProblemResponse.Body> handle(HttpRequest request, Throwable failure) {
    return of(request, failure).answer(request);
  }

  /** The problem of a failure. */
  static ProblemResponse of(HttpRequest<?> request, Throwable failure) {
    if (!(failure instanceof ProblemException expected)) {
      String errorId = UUID.randomUUID().toString();
      LOG.error("error {}", errorId, failure);
      return ProblemResponse.internal(errorId);
    }
    if (expected.getCause() != null && !(expected.getCause() instanceof ProblemException)) {
      WARNINGS.warn(expected.problem(), expected.problem().detail(), expected.getCause());
    }
    return ProblemResponse.of(expected.problem());
  }
}
