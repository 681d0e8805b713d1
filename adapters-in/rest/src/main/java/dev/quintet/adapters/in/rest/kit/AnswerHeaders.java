package dev.quintet.adapters.in.rest.kit;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** What each answer carries. Answers hold keys and tenants' data: nobody on the way keeps them. */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class AnswerHeaders {

  @ResponseFilter
  void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
    put(request, response);
  }

  /** For answers that no filter sees, because the request could not be read. */
  static void put(HttpRequest<?> request, MutableHttpResponse<?> response) {
    response
        .getHeaders()
        .set(RequestId.HEADER, RequestId.of(request))
        .set(HttpHeaders.CACHE_CONTROL, "no-store")
        .set("x-content-type-options", "nosniff")
        .set("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
        .set("referrer-policy", "no-referrer");
  }
}
