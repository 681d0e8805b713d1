package dev.quintet.adapters.in.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.quintet.application.calls.Failures;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class HostileRequestsTest {

  private static final String TENANTS = "/api/v1/admin/tenants";
  private static final int LIMIT = 4_096;

  private static RestServer server;
  private static String operator;

  @BeforeAll
  static void start() {
    server =
        RestServer.start(
            Map.of(
                "micronaut.server.max-request-size", LIMIT,
                "micronaut.server.idle-timeout", "2m",
                "quintet.rest.body-deadline", "300ms"));
    operator = server.operator();
  }

  @AfterEach
  void othersAreServed() {
    assertThat(server.get("/api/v1/health/live", null).status()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void isProblem(RestServer.Answer answer, int status, String kind) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.text("kind")).isEqualTo(kind);
    assertThat(answer.text("request_id")).isEqualTo(answer.header("x-request-id"));
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.body()).doesNotContain("Exception", "micronaut", "netty");
  }

  private static void isProblem(String answer, int status, String kind) {
    assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*");
    assertThat(answer).contains("application/problem+json", "\"kind\":\"" + kind + "\"");
    assertThat(answer).containsIgnoringCase("x-request-id").doesNotContain("Exception");
  }

  @Test
  void anUnknownPathIsAProblem() {
    isProblem(server.get("/api/v1/nothing", operator), 404, "not_found");
    isProblem(server.get("/nothing", null), 404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "SURPRISE"})
  void anotherMethodIsAProblem(String method) {
    RestServer.Answer answer =
        server.send(server.request(TENANTS, operator).method(method, BodyPublishers.noBody()));

    isProblem(answer, 405, "method_not_allowed");
    assertThat(answer.header("allow")).contains("GET", "POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "multipart/form-data; boundary=x"})
  void anotherMediaTypeIsAProblem(String type) {
    isProblem(
        server.send(
            server
                .request(TENANTS, operator)
                .header("content-type", type)
                .POST(BodyPublishers.ofString("{}"))),
        415,
        "unsupported_media_type");
  }

  @Test
  void aMissingMediaTypeIsAProblem() {
    RestServer.Answer answer =
        server.send(server.request(TENANTS, operator).POST(BodyPublishers.ofString("{}")));

    assertThat(answer.status()).isIn(400, 415);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void anAnswerOfAnotherTypeIsAProblem() {
    isProblem(
        server.send(server.request(TENANTS, operator).header("accept", "text/html")),
        406,
        "not_acceptable");
    isProblem(
        server.send(server.request("/nothing", null).header("accept", "text/html")),
        404,
        "not_found");
  }

  @Test
  void aBodyOverTheLimitIsAProblem() {
    isProblem(server.post(TENANTS, operator, " ".repeat(LIMIT + 1)), 413, "too_large");
  }

  @Test
  void aBodyOfUnknownLengthOverTheLimitIsAProblem() throws IOException {
    String chunk = "400\r\n" + " ".repeat(0x400) + "\r\n";
    String answer =
        server.raw(
            ("POST " + TENANTS + " HTTP/1.1\r\nHost: q\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                    + "Authorization: Bearer " + operator + "\r\n\r\n"
                    + chunk.repeat(8) + "0\r\n\r\n")
                .getBytes(ISO_8859_1));

    isProblem(answer, 413, "too_large");
  }

  @Test
  void aBodyThatDoesNotArriveInTimeIsAProblem() throws IOException {
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST " + TENANTS + " HTTP/1.1\r\nHost: q\r\nContent-Type: application/json\r\n"
                  + "Content-Length: 100\r\nAuthorization: Bearer " + operator + "\r\n\r\n{")
              .getBytes(ISO_8859_1));

      // To the end: the connection is closed too, for the rest of the body may never come.
      isProblem(new String(socket.getInputStream().readAllBytes(), ISO_8859_1), 408, "timeout");
    }
  }

  @Test
  void aCallerThatGoesAwayAmidItsBodyIsNoErrorOfOurs() throws IOException {
    Logger log = (Logger) LoggerFactory.getLogger(Failures.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    log.addAppender(logged);
    try {
      for (int i = 0; i < 20; i++) {
        try (Socket socket = server.connect()) {
          socket
              .getOutputStream()
              .write(
                  ("POST " + TENANTS + " HTTP/1.1\r\nHost: q\r\nContent-Type: application/json\r\n"
                          + "Content-Length: 100\r\nAuthorization: Bearer " + operator
                          + "\r\n\r\n{")
                      .getBytes(ISO_8859_1));
        }
      }
      // A body that comes later than those were given up.
      aBodyThatDoesNotArriveInTimeIsAProblem();
    } finally {
      log.detachAppender(logged);
    }
    assertThat(logged.list).isEmpty();
  }

  @Test
  void aPathOverTheLimitIsAProblem() throws IOException {
    isProblem(
        server.raw("GET /" + "a".repeat(20_000) + " HTTP/1.1", "Host: q", "Connection: close"),
        414,
        "too_long");
  }

  @Test
  void headersOverTheLimitAreAProblem() throws IOException {
    isProblem(
        server.raw(
            "GET / HTTP/1.1", "Host: q", "Connection: close", "x-big: " + "a".repeat(40_000)),
        431,
        "too_long");
  }

  @Test
  void aDeeplyNestedBodyIsAProblem() {
    isProblem(
        server.post(TENANTS, operator, "{\"tenant\":" + "[".repeat(2_000)), 400, "invalid");
  }

  @Test
  void randomBytesAreNeverAnErrorOfOurs() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] noise = new byte[random.nextInt(2_000)];
      random.nextBytes(noise);

      String answer = server.raw("G" + new String(noise, ISO_8859_1));

      assertThat(answer).as("seed %d, try %d", seed, i).doesNotContain("HTTP/1.1 5", "HTTP/1.0 5");
    }
  }

  @Test
  void randomBodiesPathsAndHeadersAreNeverAnErrorOfOurs() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      String body = mutated(random, "{\"tenant\":\"acme\",\"name\":\"A\",\"tier\":\"pro\"}");
      String answer =
          server.raw(
              ("POST " + mutated(random, TENANTS) + " HTTP/1.1\r\nHost: q\r\nConnection: close\r\n"
                      + "Content-Type: application/json\r\nx-tenant-id: "
                      + mutated(random, "acme") + "\r\nx-request-id: " + mutated(random, "id")
                      + "\r\nAuthorization: Bearer " + operator + "\r\nContent-Length: "
                      + body.length() + "\r\n\r\n" + body)
                  .getBytes(ISO_8859_1));

      assertThat(answer).as("seed %d, try %d", seed, i).doesNotContain("HTTP/1.1 5", "HTTP/1.0 5");
    }
  }

  /** With some of its characters exchanged, or the same. */
  private static String mutated(Random random, String text) {
    StringBuilder mutated = new StringBuilder(text);
    for (int n = random.nextInt(3); n > 0; n--) {
      mutated.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
    }
    return mutated.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A-1_b.c", "0123456789012345678901234567890123456789012345678901234567890123"})
  void aRequestKeepsTheIdItsCallerGaveIt(String id) {
    RestServer.Answer answer =
        server.send(server.request("/api/v1/health/live", null).header("x-request-id", id));

    assertThat(answer.header("x-request-id")).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a\tb",
        "<script>",
        "ü",
        "01234567890123456789012345678901234567890123456789012345678901234"
      })
  void aRequestWithoutAUsableIdGetsOne(String id) {
    RestServer.Answer answer =
        server.send(server.request("/api/v1/health/live", null).header("x-request-id", id));

    assertThat(answer.header("x-request-id")).isNotEqualTo(id).matches("[0-9a-f-]{8,64}");
  }

  @Test
  void eachAnswerIsKeptByNobodyAndTakenForWhatItIs() {
    RestServer.Answer answer = server.get(TENANTS, operator);

    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("content-type")).isEqualTo("application/json");
  }
}
