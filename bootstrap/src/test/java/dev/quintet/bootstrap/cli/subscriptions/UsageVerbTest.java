package dev.quintet.bootstrap.cli.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.quintet.bootstrap.cli.Verb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UsageVerbTest {

  private static final String HEADER = "tenant,day,period,type,service,user,corrects,count,corrections\r\n";

  private final List<String> asked = new ArrayList<>();
  private final HttpServer server;

  UsageVerbTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.createContext("/api/v1/usage", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Two pages of CSV, one of JSON; no day of 1999. */
  private void answer(HttpExchange call) throws IOException {
    String query = call.getRequestURI().getQuery();
    asked.add(call.getRequestHeaders().getFirst("authorization") + " " + query);
    boolean csv = "text/csv".equals(call.getRequestHeaders().getFirst("accept"));
    String body =
        query.contains("1999")
            ? "{\"status\":400,\"detail\":\"from: must be within 2000 and 2200\"}"
            : csv ? HEADER + row(query) : "{\"usage\":[]}";
    call.getResponseHeaders().set("x-complete-until", "2026-11-22T10:00:00Z");
    if (csv && !query.contains("cursor")) {
      call.getResponseHeaders().set("x-next-cursor", "acme~~~~~");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(query.contains("1999") ? 400 : 200, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  private static String row(String query) {
    return query.contains("cursor")
        ? "acme,,,ticks_processed,,,,100000,0\r\n"
        : "acme,,,api_calls,,,,7,0\r\n";
  }

  private Verb run(String... words) {
    List<String> all = new ArrayList<>(List.of("usage"));
    all.addAll(List.of(words));
    all.addAll(
        List.of("--http-port", Integer.toString(server.getAddress().getPort()), "--key", "qk_k"));
    return Verb.run(all.toArray(String[]::new));
  }

  @Test
  void aTableHoldsEveryPageWithoutEmptyColumns() {
    Verb verb = run();

    assertThat(verb.exitCode()).isZero();
    assertThat(verb.err()).isEmpty();
    assertThat(verb.out())
        .isEqualTo(
            """
            tenant             type   count  corrections
            acme          api_calls       7            0
            acme    ticks_processed  100000            0
            complete until 2026-11-22T10:00:00Z
            """);
    assertThat(asked.getFirst()).isEqualTo("Bearer qk_k page_size=1000&group=type");
    assertThat(asked.getLast()).endsWith("&cursor=acme~~~~~");
  }

  @Test
  void csvHasOneHeader() {
    assertThat(run("--format", "csv").out())
        .isEqualTo(
            HEADER + "acme,,,api_calls,,,,7,0\r\n" + "acme,,,ticks_processed,,,,100000,0\r\n");
  }

  @Test
  void theQuestionIsPassedOnAsItWasAsked() {
    Verb verb =
        run("--format", "json", "--by", "day,service", "--from", "2026-11-01", "--to", "2026-12-01");

    assertThat(verb.out()).isEqualTo("{\"usage\":[]}\n");
    assertThat(verb.err()).isEqualTo("quintet: nothing was used in this period\n");
    assertThat(asked)
        .containsExactly(
            "Bearer qk_k page_size=1000&group=day,service&from=2026-11-01T00:00:00Z"
                + "&to=2026-12-01T00:00:00Z");
  }

  @Test
  void aRefusalIsOneReadableLine() {
    Verb verb = run("--from", "1999-01-01");

    assertThat(verb.exitCode()).isEqualTo(1);
    assertThat(verb.err()).contains("from: must be within 2000 and 2200");
  }

  @Test
  void whatIsNoGroupingIsWrongUsage() {
    assertThat(run("--by", "hour").exitCode()).isEqualTo(2);
  }

  @Test
  void withoutServiceTheEndIsThree() {
    server.stop(0);

    assertThat(run().exitCode()).isEqualTo(3);
  }
}
