package dev.quintet.adapters.in.rest;

import io.micronaut.http.HttpRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a request is called in its answer and in the log: the caller's word for it, or ours. */
final class RequestId {

  static final String HEADER = "x-request-id";

  private static final String ATTRIBUTE = "quintet.request-id";
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /** The same at each call with this request. */
  static String of(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, String.class)
        .orElseGet(
            () -> {
              String id = chosen(request);
              request.setAttribute(ATTRIBUTE, id);
              return id;
            });
  }

  private static String chosen(HttpRequest<?> request) {
    return request
        .getHeaders()
        .findFirst(HEADER)
        .filter(id -> SYNTAX.matcher(id).matches())
        .orElseGet(() -> UUID.randomUUID().toString());
  }
}
