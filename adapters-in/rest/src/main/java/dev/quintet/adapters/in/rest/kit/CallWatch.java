package dev.quintet.adapters.in.rest.kit;

import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
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
 * is told by its route, never by its path, which the caller chose. Each thread that works for it
 * works in its name.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CallWatch {

  private static final String CALL = "quintet.call";
  private static final String NO_ROUTE = "none";

  private final Observer observer;

  CallWatch(@Nullable Observer observer) {
    this.observer = Observer.orNone(observer);
  }

  @RequestFilter
  void begin(HttpRequest<?> request, MutablePropagatedContext threads) {
    CallContext call =
        new CallContext(
            RequestId.of(request),
            observer.call(
                Observer.Door.HTTP, route(request), request.getHeaders().get("traceparent")));
    request.setAttribute(CALL, call);
    threads.add(new OnEachThread(call));
  }

  /** Who calls, once that is known. */
  static void admitted(HttpRequest<?> request, Principal principal) {
    TenantId tenant = principal.onlyTenant().orElse(null);
    request
        .getAttribute(CALL, CallContext.class)
        .ifPresent(
            call ->
                call.admitted(principal.keyPrefix(), tenant == null ? null : tenant.value()));
  }

  /** The framework hands the request from thread to thread, and with it the call. */
  private record OnEachThread(CallContext call)
      implements ThreadPropagatedContextElement<@Nullable CallContext> {
    @Override
    public @Nullable CallContext updateThreadContext() {
      return CallContext.enter(call);
    }

    @Override
    public void restoreThreadContext(@Nullable CallContext before) {
      CallContext.enter(before);
    }
  }

  @ResponseFilter
  void end(HttpRequest<?> request, HttpResponse<?> response) {
    request
        .getAttribute(CALL, CallContext.class)
        .ifPresent(call -> call.observation().end(outcome(request, response)));
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
