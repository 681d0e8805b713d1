package dev.quintet.planted.adapters.in.rest;

import io.micronaut.http.HttpRequest;

/** Reads a header that its route does not declare. */
final class PryingController {

  String answer(HttpRequest<?> request) {
    return request.getHeaders().get("x-secret-option");
  }
}
