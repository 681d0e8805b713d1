package dev.quintet.adapters.in.rest.kit;

import dev.quintet.domain.shared.CallContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** What each answer carries. Answers hold keys and tenants' data: nobody on the way keeps them. */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class AnswerHeaders {

  private static final String REQUEST_ID = "x-request-id";
  private static final String ATTRIBUTE = "quintet.request-id";

  /**
   * What a request is called in its answer and in the log: the caller's word for it, or ours; the same
   * at each call with this request.
   */
  static String requestId(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, String.class)
        .orElseGet(
            () -> {
              String id = CallContext.requestId(request.getHeaders().get(REQUEST_ID));
              request.setAttribute(ATTRIBUTE, id);
              return id;
            });
  }

  @ResponseFilter
  void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
    put(request, response);
  }

  /** For answers that no filter sees, because the request could not be read. */
  static void put(HttpRequest<?> request, MutableHttpResponse<?> response) {
    // What has a tag is kept by the caller alone, who asks each time whether it is still true.
    String caching =
        response.getHeaders().contains(HttpHeaders.ETAG) ? "private, no-cache" : "no-store";
    response
        .getHeaders()
        .set(REQUEST_ID, requestId(request))
        .set(HttpHeaders.CACHE_CONTROL, caching)
        .set("x-content-type-options", "nosniff")
        .set("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
        .set("referrer-policy", "no-referrer");
  }
}
