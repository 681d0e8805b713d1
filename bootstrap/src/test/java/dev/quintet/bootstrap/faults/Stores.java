package dev.quintet.bootstrap.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is really in the stores and what the billing system is told, read from outside. */
final class Stores {

  private static final String ADMIN = "quintet_admin";
  private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");

  private final DataDirectory data;
  private final HttpClient http = HttpClient.newHttpClient();

  Stores(DataDirectory data) {
    this.data = data;
  }

  private String secret(String name) throws IOException {
    Properties secrets = new Properties();
    try (InputStream in = Files.newInputStream(data.engines().resolve("secrets.properties"))) {
      secrets.load(in);
    }
    String secret = secrets.getProperty(name);
    assertThat(secret).as(name).isNotNull();
    return secret;
  }

  /** The rows of a statement, cells separated by tabs. */
  List<String> clickHouse(String sql) {
    try {
      URI uri =
          URI.create(
              "http://127.0.0.1:%d/?query=%s"
                  .formatted(
                      Engine.CLICKHOUSE.port(data),
                      URLEncoder.encode(sql.startsWith("INSERT") ? sql : sql + " FORMAT TSV", UTF_8)));
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(uri)
                  .header("X-ClickHouse-User", ADMIN)
                  .header("X-ClickHouse-Key", secret("clickhouse." + ADMIN))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body().lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The rows of a statement of the superuser, whom no policy stops; cells separated by tabs. */
  List<String> postgres(String sql) {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          cells.add(String.valueOf(rows.getString(column)));
        }
        all.add(String.join("\t", cells));
      }
      return all;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** A connection past the proxy. */
  Connection superuser() {
    try {
      return DriverManager.getConnection(
          "jdbc:postgresql://127.0.0.1:%d/quintet".formatted(Engine.POSTGRESQL.port(data)),
          ADMIN,
          secret("postgresql." + ADMIN));
    } catch (SQLException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ticks of a tenant that the billing system is told of. */
  long billedTicks(String tenant) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:%d/api/v1/usage?tenant=%s&type=ticks_processed"
                          .formatted(data.port("http").orElseThrow(), tenant)))
              .header("authorization", "Bearer " + data.credential("billing").orElseThrow())
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      Matcher count = COUNT.matcher(answer.body());
      return count.find() ? Long.parseLong(count.group(1)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
