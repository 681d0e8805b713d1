package dev.quintet.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Statements over ClickHouse's HTTP interface; the answer is its text, also when it is an error.
 */
final class Sql {
  /** An administrator and somebody else. */
  static final String USERS =
      """
      <clickhouse>
        <profiles><default/></profiles>
        <quotas><default/></quotas>
        <users>
          <quintet_admin>
            <password_sha256_hex>${sha256:quintet_admin}</password_sha256_hex>
            <networks><ip>127.0.0.1</ip></networks>
          </quintet_admin>
          <quintet_reader>
            <password_sha256_hex>${sha256:quintet_reader}</password_sha256_hex>
            <networks><ip>127.0.0.1</ip></networks>
          </quintet_reader>
        </users>
      </clickhouse>
      """;

  private Sql() {}

  static String ask(
      ClickHouseEngine engine, String user, String password, String sql, String... parameters) {
    String query = String.join("&", parameters);
    return send(
        HttpRequest.newBuilder(URI.create(engine.httpUrl() + "/?" + query))
            .header("X-ClickHouse-User", user)
            .header("X-ClickHouse-Key", password),
        sql);
  }

  static String askWithoutCredentials(ClickHouseEngine engine, String sql, String... parameters) {
    String query = String.join("&", parameters);
    return send(HttpRequest.newBuilder(URI.create(engine.httpUrl() + "/?" + query)), sql);
  }

  private static String send(HttpRequest.Builder request, String sql) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var body = HttpRequest.BodyPublishers.ofString(sql);
      return client
          .send(request.timeout(Duration.ofSeconds(30)).POST(body).build(), BodyHandlers.ofString())
          .body()
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
