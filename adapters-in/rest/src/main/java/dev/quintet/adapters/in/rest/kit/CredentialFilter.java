package dev.quintet.adapters.in.rest.kit;

import dev.quintet.application.platform.CallTimes;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Principal;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
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
import io.micronaut.web.router.RouteMatch;
import io.micronaut.web.router.UriRouteMatch;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call in when its credential is good, before its body is read, and has it metered and timed.
 *
 * <p>It asks which route was matched, never what the path looks like: no spelling of a path can
 * reach a route and miss this filter.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
@Order(CredentialFilter.AFTER_THE_WATCH)
public final class CredentialFilter {

  static final int AFTER_THE_WATCH = Ordered.HIGHEST_PRECEDENCE + 100;

  private static final String PRINCIPAL = "quintet.principal";
  private static final String BEGUN = "quintet.begun";
  private static final String API = "/api/";

  private final Authentication authentication;
  private final Metering metering;
  private final CallTimes times;
  private final RestSettings settings;

  CredentialFilter(
      Authentication authentication, Metering metering, CallTimes times, RestSettings settings) {
    this.authentication = authentication;
    this.metering = metering;
    this.times = times;
    this.settings = settings;
  }

  /** Waits for the store when the key is not remembered. */
  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void admit(HttpRequest<?> request) {
    if (open(request)) {
      return;
    }
    String credential = Authentication.bearer(only(request, "authorization"));
    if (settings.isScrapeKey(credential) && scraped(request)) {
      return;
    }
    request.setAttribute(BEGUN, System.nanoTime());
    Principal principal =
        authentication.authenticate(
            credential,
            only(request, "x-tenant-id"),
            Deadline.after(settings.authenticationDeadline()));
    request.setAttribute(PRINCIPAL, principal);
    CallWatch.admitted(request, principal);
  }

  /** Counts a call that was answered; a refused one is not metered. */
  @ResponseFilter
  void meter(HttpRequest<?> request, HttpResponse<?> response) {
    if (response.code() < HttpStatus.BAD_REQUEST.getCode()
        && RouteAttributes.getRouteMatch(request).filter(it -> !has(it, Unmetered.class)).isPresent()) {
      admitted(request).ifPresent(metering::answered);
    }
  }

  /** What is open to everybody is asked by probes, whose number says nothing. */
  @ResponseFilter
  void time(HttpRequest<?> request, HttpResponse<?> response) {
    Optional<Long> begun = request.getAttribute(BEGUN, Long.class);
    if (begun.isPresent()
        && RouteAttributes.getRouteMatch(request).orElse(null) instanceof UriRouteMatch<?, ?> route) {
      String operation =
          route.getHttpMethod() + " " + route.getRouteInfo().getUriMatchTemplate().toPathString();
      times.answered(operation, System.nanoTime() - begun.get());
      if (response.code() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
        times.failed(operation);
      }
    }
  }

  /** Who calls; there is somebody, or the filter had ended the call. */
  static Principal principal(HttpRequest<?> request) {
    return admitted(request)
        .orElseThrow(() -> new IllegalStateException("a call that nobody admitted"));
  }

  /** Who calls, if it was asked for. */
  public static Optional<Principal> admitted(HttpRequest<?> request) {
    return request.getAttribute(PRINCIPAL, Principal.class);
  }

  private static boolean scraped(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request).filter(it -> has(it, Scraped.class)).isPresent();
  }

  /** What is no route and not below the interface's root is told to be nothing. */
  private static boolean open(HttpRequest<?> request) {
    Optional<RouteMatch<?>> route = RouteAttributes.getRouteMatch(request);
    return route
        .map(it -> has(it, Open.class))
        .orElseGet(() -> !request.getPath().startsWith(API));
  }

  private static boolean has(RouteMatch<?> route, Class<? extends Annotation> annotation) {
    return route.getRouteInfo().getAnnotationMetadata().hasAnnotation(annotation);
  }

  /** Two values of one header may be read differently by two readers: refused. */
  public static @Nullable String only(HttpRequest<?> request, String header) {
    List<String> values = request.getHeaders().getAll(header);
    if (values.size() > 1) {
      throw new ProblemException(new Problem.Invalid(header, "is there twice"));
    }
    return values.isEmpty() ? null : values.getFirst();
  }
}
