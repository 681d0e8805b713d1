package dev.quintet.engines;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Statements over ClickHouse's HTTP interface; the answer is its text, also when it is an error. */
final class Sql {
  private Sql() {}

  static String ask(ClickHouseEngine engine, String user, String password, String sql)
      throws IOException, InterruptedException {
    return ask(
        HttpRequest.newBuilder()
            .header("X-ClickHouse-User", user)
            .header("X-ClickHouse-Key", password),
        engine,
        sql);
  }

  static String askWithoutCredentials(ClickHouseEngine engine, String sql)
      throws IOException, InterruptedException {
    return ask(HttpRequest.newBuilder(), engine, sql);
  }

  private static String ask(HttpRequest.Builder request, ClickHouseEngine engine, String sql)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              request
                  .uri(URI.create(engine.httpUrl() + "/"))
                  .timeout(Duration.ofSeconds(30))
                  .POST(HttpRequest.BodyPublishers.ofString(sql))
                  .build(),
              BodyHandlers.ofString())
          .body()
          .strip();
    }
  }
}
