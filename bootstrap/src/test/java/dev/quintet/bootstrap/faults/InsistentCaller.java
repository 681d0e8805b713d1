package dev.quintet.bootstrap.faults;

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
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Sends requests over REST again and again, until they are answered by anything that is not to be sent again. */
final class InsistentCaller {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

  /** A GET when there is no body. */
  HttpResponse<String> insist(String path, String body, String... headers) {
    while (true) {
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
      Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive());
      service.up();
    }
  }
}
