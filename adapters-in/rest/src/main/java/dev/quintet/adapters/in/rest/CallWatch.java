package dev.quintet.adapters.in.rest;

import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteMatch;
import org.jspecify.annotations.Nullable;

/**
 * Has every request watched from its head to the head of its answer, the refused ones too. A request
 * is told by its route, never by its path, which the caller chose.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CallWatch {

  private static final String OBSERVATION = "quintet.observation";
  private static final String NO_ROUTE = "none";

  private final Observer observer;

  CallWatch(@Nullable Observer observer) {
    this.observer = Observer.orNone(observer);
  }

  @RequestFilter
  void begin(HttpRequest<?> request) {
    request.setAttribute(
        OBSERVATION,
        observer.call(
            Observer.Door.HTTP, route(request), request.getHeaders().get("traceparent")));
  }

  @ResponseFilter
  void end(HttpRequest<?> request, HttpResponse<?> response) {
    request
        .getAttribute(OBSERVATION, Observation.class)
        .ifPresent(observation -> observation.end(outcome(request, response)));
  }

  private static String route(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .filter(UriRouteMatch.class::isInstance)
        .map(UriRouteMatch.class::cast)
        .map(match -> match.getRouteInfo().getUriMatchTemplate().toPathString())
        .map(path -> request.getMethodName() + " " + path)
        .orElse(NO_ROUTE);
  }

  private static String outcome(HttpRequest<?> request, HttpResponse<?> response) {
    return response.code() < HttpStatus.BAD_REQUEST.getCode()
        ? Observation.OK
        : ProblemResponse.kind(request).orElse(Observation.FAILED);
  }
}
