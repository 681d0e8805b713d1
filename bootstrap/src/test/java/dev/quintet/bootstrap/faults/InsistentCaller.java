package dev.quintet.bootstrap.faults;

import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** Sends requests over REST again and again, until they are answered by anything that is not to be sent again. */
final class InsistentCaller {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final LaunchedService service;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger answered = new AtomicInteger();

  InsistentCaller(LaunchedService service) {
    this.service = service;
  }

  /** How many were answered. */
  int answered() {
    return answered.get();
  }

  /** A GET when there is no body. Gives up when a service that is killed has not come back by then. */
  HttpResponse<String> insist(String path, String body, String... headers) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < PATIENCE.toNanos()) {
      try {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:" + service.data().port("http").orElse(1) + path))
                    .timeout(Duration.ofSeconds(10))
                    .headers(headers)
                    .method(body.isEmpty() ? "GET" : "POST", BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() < 500) {
          answered.incrementAndGet();
          return answer;
        }
      } catch (IOException e) {
        Thread.onSpinWait(); // the service is down: again
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("no answer of " + path);
  }

  /** By the client, until it is answered by anything that is not to be sent again. */
  static <T> T insist(
      LaunchedService service, String key, Duration patience, Function<QuintetClient, T> call) {
    return Awaitility.await()
        .atMost(patience)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> attempt(service, key, call), Optional::isPresent)
        .orElseThrow();
  }

  private static <T> Optional<T> attempt(
      LaunchedService service, String key, Function<QuintetClient, T> call) {
    // Looked for once: between two looks the service may be killed.
    OptionalInt port = service.data().port("grpc");
    if (port.isEmpty()) {
      return Optional.empty();
    }
    try (QuintetClient client = LaunchedService.client(port.getAsInt(), key)) {
      return Optional.of(call.apply(client));
    } catch (QuintetException e) {
      return switch (e.kind()) {
        case UNAVAILABLE, UNREACHABLE, OUTCOME_UNKNOWN, LIMIT_EXCEEDED -> Optional.empty();
        default -> throw e;
      };
    }
  }

  static String[] bearer(String key, String... more) {
    List<String> headers =
        new ArrayList<>(List.of("authorization", "Bearer " + key, "content-type", "application/json"));
    headers.addAll(List.of(more));
    return headers.toArray(String[]::new);
  }

  /** The service, which is started again, or its PostgreSQL. */
  void kill(boolean database) {
    if (database) {
      Engine.POSTGRESQL.kill(service.data());
    } else {
      ProcessHandle process = service.data().running().orElseThrow();
      process.destroyForcibly();
      // A child that it was about to start has its files open for a moment, and the next start is refused.
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> !process.isAlive() && service.data().running().isEmpty());
      service.up();
    }
  }
}
