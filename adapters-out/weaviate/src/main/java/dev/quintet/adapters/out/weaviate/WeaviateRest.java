package dev.quintet.adapters.out.weaviate;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Collections, tenants, rights and the state of the server, which are asked for by REST. */
@Singleton
@WhereEnabled
final class WeaviateRest implements AutoCloseable {

  private static final int NOT_FOUND = 404;

  private final WeaviateConfiguration configuration;
  private final Observer observer;
  private final HttpClient http;

  /** Who asks. */
  enum As {
    /** Who makes collections and roles. */
    ADMIN,
    /** Who reads and writes patterns. */
    SERVICE,
    NOBODY
  }

  /**
   * A request.
   *
   * @param operation what it is for, in a few words that hold no value
   * @param path behind {@code /v1}
   * @param body null: none
   */
  record Request(As as, String operation, String method, String path, @Nullable Object body) {

    static Request get(As as, String operation, String path) {
      return new Request(as, operation, "GET", path, null);
    }
  }

  WeaviateRest(WeaviateConfiguration configuration, @Nullable Observer observer) {
    this.configuration = configuration;
    this.observer = Observer.orNone(observer);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(configuration.connectTimeout())
            .build();
  }

  /** What is there; empty: nothing is. */
  Optional<Map<?, ?>> find(Request request, Deadline deadline) {
    try {
      HttpResponse<String> answer = send(request, deadline);
      return answer.statusCode() == NOT_FOUND
          ? Optional.empty()
          : Optional.of((Map<?, ?>) JSON.std.anyFrom(checked(answer)));
    } catch (IOException | InterruptedException e) {
      throw WeaviateFailures.reading(e);
    }
  }

  /** The status that it answers with. */
  int status(Request request, Deadline deadline) {
    try {
      return send(request, deadline).statusCode();
    } catch (IOException | InterruptedException e) {
      throw WeaviateFailures.reading(e);
    }
  }

  /**
   * What somebody without a password is answered who asks for an object by the port of the nodes; empty:
   * nothing is.
   */
  OptionalInt statusOfDataPort(Deadline deadline) {
    URI object =
        URI.create(
            "http://" + configuration.url().getHost() + ":" + configuration.dataPort()
                + "/indices/Any/shards/any/objects/00000000-0000-8000-8000-000000000000");
    try {
      return OptionalInt.of(
          http.send(
                  HttpRequest.newBuilder(object).timeout(deadline.remaining()).build(),
                  BodyHandlers.discarding())
              .statusCode());
    } catch (IOException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      throw WeaviateFailures.reading(e);
    }
  }

  /** Has it done, unless it is done already: with that status. */
  void change(Request request, int done, Deadline deadline) {
    try {
      HttpResponse<String> answer = send(request, deadline);
      if (answer.statusCode() != done) {
        checked(answer);
      }
    } catch (IOException | InterruptedException e) {
      throw WeaviateFailures.writing(e, request.operation);
    }
  }

  private static String checked(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() / 100 != 2) {
      throw new WeaviateRefusal(answer.statusCode(), answer.body());
    }
    return answer.body();
  }

  private HttpResponse<String> send(Request request, Deadline deadline)
      throws IOException, InterruptedException {
    if (deadline.expired()) {
      throw WeaviateFailures.unavailable(null);
    }
    HttpRequest.Builder message =
        HttpRequest.newBuilder(URI.create(configuration.url() + "/v1" + request.path))
            .header("Content-Type", "application/json")
            // Of the leader: what the node itself knows may be older.
            .header("consistency", "true")
            .timeout(deadline.remaining());
    List<String> keys =
        switch (request.as) {
          case ADMIN -> List.of(configuration.adminKey());
          case SERVICE -> List.of(configuration.key());
          case NOBODY -> List.of();
        };
    keys.forEach(key -> message.header("Authorization", "Bearer " + key));
    message.method(
        request.method,
        request.body == null
            ? BodyPublishers.noBody()
            : BodyPublishers.ofString(JSON.std.asString(request.body)));
    try (Observation observation =
        observer.statement(WeaviateFailures.STORE, request.operation, request.method)) {
      HttpResponse<String> answer = http.send(message.build(), BodyHandlers.ofString());
      observation.end(Observation.OK);
      return answer;
    }
  }

  @Override
  @PreDestroy
  public void close() {
    http.shutdownNow();
  }
}
