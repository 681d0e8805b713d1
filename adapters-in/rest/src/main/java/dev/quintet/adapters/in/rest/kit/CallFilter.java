package dev.quintet.adapters.in.rest.kit;

import dev.quintet.adapters.in.rest.kit.Operation.Audience;
import dev.quintet.application.calls.Call;
import dev.quintet.application.calls.Calls;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.shared.ProblemException;
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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteMatch;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Begins the call of each request, admits it when its credential is good, before its body is read, and
 * ends it with the head of its answer.
 *
 * <p>It asks which route was matched, never what the path looks like: no spelling of a path can
 * reach a route and miss this filter.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
public final class CallFilter {

  private static final int FIRST = Ordered.HIGHEST_PRECEDENCE;
  private static final String CALL = "quintet.call";
  private static final String API = "/api/";

  private final Calls calls;
  private final RestSettings settings;
  private final AnswerLimits limits;

  CallFilter(Calls calls, RestSettings settings, AnswerLimits limits) {
    this.calls = calls;
    this.settings = settings;
    this.limits = limits;
  }

  /** The call of a request; none when its head could not be read. */
  static Optional<Call> call(HttpRequest<?> request) {
    return request.getAttribute(CALL, Call.class);
  }

  @RequestFilter
  @Order(FIRST)
  void begin(HttpRequest<?> request, MutablePropagatedContext threads) {
    Call call =
        calls.begin(
            Observer.Protocol.HTTP,
            operation(request),
            AnswerHeaders.requestId(request),
            request.getHeaders().get("traceparent"));
    request.setAttribute(CALL, call);
    threads.add(new OnEachThread(call));
  }

  /** The framework hands the request from thread to thread, and with it the call. */
  private record OnEachThread(Call call)
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

  /** Waits for the store when the key is not remembered. */
  @RequestFilter
  @Order(FIRST + 100)
  @ExecuteOn(TaskExecutors.BLOCKING)
  void admit(HttpRequest<?> request) {
    if (open(request)) {
      return;
    }
    String credential = Authentication.bearer(authorization(request));
    if (audience(request) == Audience.SCRAPERS && settings.isScrapeKey(credential)) {
      return;
    }
    Call call = Call.current();
    if (!metered(request)) {
      call.unmetered();
    }
    call.admit(
        credential,
        only(request, "x-tenant-id"),
        only(request, "x-on-behalf-of"),
        Deadline.after(settings.authenticationDeadline()));
    BoundedConnections.known(request);
  }

  @ResponseFilter
  @Order(FIRST)
  HttpResponse<?> end(HttpRequest<?> request, HttpResponse<?> made) {
    HttpResponse<?> response =
        call(request)
            .filter(call -> isGood(made) && call.limitsAnswer())
            .<HttpResponse<?>>map(call -> limits.within(call, request, made))
            .orElse(made);
    boolean good = isGood(response);
    boolean metered = good && metered(request);
    call(request)
        .ifPresent(
            call -> {
              if (metered) {
                call.answered();
              }
              call.ended(
                  good
                      ? Observation.OK
                      : ProblemResponse.kind(request).orElse(Observation.FAILED));
            });
    return response;
  }

  private static boolean isGood(HttpResponse<?> response) {
    return response.code() < HttpStatus.BAD_REQUEST.getCode();
  }

  private static boolean metered(HttpRequest<?> request) {
    return operation(request, "metered", Boolean.class).orElse(true);
  }

  /** The route, never the path, which the caller chose. */
  private static @Nullable String operation(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request).orElse(null) instanceof UriRouteMatch<?, ?> route
        ? request.getMethodName() + " " + route.getRouteInfo().getUriMatchTemplate().toPathString()
        : null;
  }

  /** What is no route and not below the interface's root is answered as not being there. */
  private static boolean open(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request).isPresent()
        ? audience(request) == Audience.EVERYBODY
        : !request.getPath().startsWith(API);
  }

  private static Audience audience(HttpRequest<?> request) {
    return operation(request, "audience", Audience.class).orElse(Audience.CALLERS);
  }

  private static <T> Optional<T> operation(HttpRequest<?> request, String member, Class<T> type) {
    return RouteAttributes.getRouteInfo(request)
        .flatMap(it -> it.getAnnotationMetadata().getValue(Operation.class, member, type));
  }

  /** The header in which every route takes its credential; null when there is none. */
  public static @Nullable String authorization(HttpRequest<?> request) {
    return only(request, "authorization");
  }

  /** Two values of one header may be read differently by two readers: refused. */
  static @Nullable String only(HttpRequest<?> request, String header) {
    List<String> values = request.getHeaders().getAll(header);
    if (values.size() > 1) {
      throw ProblemException.invalid(header, "is there twice");
    }
    return values.isEmpty() ? null : values.getFirst();
  }
}
