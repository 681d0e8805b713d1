package dev.quintet.adapters.in.rest.kit;

import dev.quintet.domain.shared.CallContext;
import io.micronaut.http.HttpRequest;

/** What a request is called in its answer and in the log: the caller's word for it, or ours. */
final class RequestId {

  static final String HEADER = "x-request-id";

  private static final String ATTRIBUTE = "quintet.request-id";

  private RequestId() {}

  /** The same at each call with this request. */
  static String of(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, String.class)
        .orElseGet(
            () -> {
              String id = CallContext.requestId(request.getHeaders().get(HEADER));
              request.setAttribute(ATTRIBUTE, id);
              return id;
            });
  }
}
