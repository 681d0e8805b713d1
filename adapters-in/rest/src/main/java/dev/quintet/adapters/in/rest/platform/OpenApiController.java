package dev.quintet.adapters.in.rest.platform;

import dev.quintet.adapters.in.rest.kit.Open;
import dev.quintet.adapters.in.rest.kit.Unmetered;
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

  private static final String DOCUMENT = "/dev/quintet/adapters/in/rest/openapi.json";

  private final byte[] document = read();

  @Get
  @Produces(MediaType.APPLICATION_JSON)
  byte[] document() {
    return document;
  }

  private static byte[] read() {
    try (InputStream file = OpenApiController.class.getResourceAsStream(DOCUMENT)) {
      return Objects.requireNonNull(file, DOCUMENT).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
