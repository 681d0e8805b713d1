package dev.quintet.adapters.in.rest;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What this interface is, for everybody: it holds nothing that its code does not. */
@Open
@Unmetered
@Controller("/openapi")
final class OpenApiController {

  private final byte[] document = read();

  @Get
  @Produces(MediaType.APPLICATION_JSON)
  byte[] document() {
    return document;
  }

  private static byte[] read() {
    try (InputStream file = OpenApiController.class.getResourceAsStream("openapi.json")) {
      return Objects.requireNonNull(file, "openapi.json").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
