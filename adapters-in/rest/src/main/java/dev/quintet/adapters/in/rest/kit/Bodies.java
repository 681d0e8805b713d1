package dev.quintet.adapters.in.rest.kit;

import dev.quintet.domain.shared.Deadline;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads bodies, and waits only so long for them: a caller that trickles is stopped. */
@Singleton
public final class Bodies {

  private final RestSettings settings;

  Bodies(RestSettings settings) {
    this.settings = settings;
  }

  /** Reads the properties that the route of the request declares. */
  public JsonBody read(HttpRequest<?> request, CompletableFuture<byte[]> body) {
    return JsonBody.of(
        bytes(body),
        Stream.concat(Query.declared(request, "body"), Query.declared(request, "optional"))
            .collect(Collectors.toSet()));
  }

  /** The body as it is, for what is not read by properties. */
  public byte[] bytes(CompletableFuture<byte[]> body) {
    try {
      return body.get(
          Deadline.after(settings.bodyDeadline()).remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HttpStatusException(HttpStatus.REQUEST_TIMEOUT, "body");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpStatusException(HttpStatus.SERVICE_UNAVAILABLE, "stopping");
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    // A caller that went away amid its body is no error of ours.
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new HttpStatusException(HttpStatus.BAD_REQUEST, "body");
  }
}
