package dev.quintet.adapters.out.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.shared.Observer.Protocol;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpansTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer collector;
  private volatile int answer = 200;

  @BeforeEach
  void collect() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          received.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stop() {
    collector.stop(0);
  }

  private ApplicationContext context(Map<String, Object> more) {
    Map<String, Object> properties = new java.util.HashMap<>(more);
    properties.putIfAbsent("quintet.telemetry.endpoint", endpoint());
    return ApplicationContext.run(properties);
  }

  private String endpoint() {
    return "http://127.0.0.1:" + collector.getAddress().getPort();
  }

  private static void work(Observer observer, String traceparent) {
    Observation call = observer.call(Protocol.GRPC, "a.B/C", traceparent);
    new CallContext("id", call) {}
        .run(() -> observer.statement(Stores.CLICKHOUSE, "read ticks", "SELECT 'x'").end("ok", 7));
    call.end("not_found");
  }

  @Test
  void aCallAndItsStatementsAreInTheTraceOfTheCaller() {
    try (ApplicationContext context = context(Map.of())) {
      Observer observer = context.getBean(Observer.class);
      Observation call =
          observer.call(Protocol.GRPC, "a.B/C", "00-" + TRACE + "-" + CALLER + "-01");
      assertThat(call.traceId()).isEqualTo(TRACE);
      call.end("ok");
      work(observer, "00-" + TRACE + "-" + CALLER + "-01");
      await().until(() -> !received.isEmpty());
    }

    String spans = String.join("\n", received);
    assertThat(spans.split("\"traceId\":\"" + TRACE, -1)).hasSize(4);
    assertThat(spans)
        .contains("\"parentSpanId\":\"" + CALLER + "\",\"name\":\"a.B/C\",\"kind\":2")
        .contains("\"name\":\"clickhouse read ticks\",\"kind\":3")
        .contains("{\"key\":\"db.response.returned_rows\",\"value\":{\"intValue\":\"7\"}}")
        .contains("{\"key\":\"quintet.outcome\",\"value\":{\"stringValue\":\"not_found\"}}")
        .contains("\"stringValue\":\"database-service\"")
        .doesNotContain("SELECT")
        .doesNotContain("\"status\":{\"code\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "00-0-0-01", "ff-" + TRACE + "-" + CALLER + "-01"})
  void aCallerWithoutATraceHasOneMade(String traceparent) {
    try (ApplicationContext context = context(Map.of())) {
      Observation call = context.getBean(Observer.class).call(Protocol.HTTP, "GET /a", traceparent);

      assertThat(call.traceId()).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
      call.end("internal");
    }
    await().until(() -> received.size() == 1);
    assertThat(received.getFirst())
        .contains("\"status\":{\"code\":2}")
        .doesNotContain("parentSpanId");
  }

  @Test
  void theCallerMayDecideAgainstIt() {
    try (ApplicationContext context = context(Map.of())) {
      work(context.getBean(Observer.class), "00-" + TRACE + "-" + CALLER + "-00");
    }
    assertThat(received).isEmpty();
  }

  @Test
  void aStatementThatNoCallAskedForIsInNoTrace() {
    try (ApplicationContext context = context(Map.of())) {
      context.getBean(Observer.class).statement(Stores.POSTGRESQL, "find key", "x").end("ok");
    }
    assertThat(received).isEmpty();
  }

  @Test
  void theEnvironmentOfEverybodyNamesTheCollectorToo() {
    try (ApplicationContext context =
        ApplicationContext.run(Map.of("otel.exporter.otlp.endpoint", endpoint() + "/"))) {
      work(context.getBean(Observer.class), "");
    }
    assertThat(received).hasSize(1);
  }

  @Test
  void aCollectorThatRefusesHoldsNobodyUp() {
    answer = 500;
    try (ApplicationContext context = context(Map.of())) {
      Observer observer = context.getBean(Observer.class);
      for (int i = 0; i < 20_000; i++) {
        work(observer, "");
      }
    }
    assertThat(received).isNotEmpty();
  }
}
