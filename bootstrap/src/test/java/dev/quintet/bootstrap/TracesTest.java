package dev.quintet.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.quintet.engines.StartProgress;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traces that a collector is told by the running service. */
final class TracesTest {

  private static final String TRACE = UUID.randomUUID().toString().replace("-", "");
  private static final String CALLER = TRACE.substring(0, 15) + "1";
  private static final Pattern SPAN =
      Pattern.compile(
          "\\{\"traceId\":\"(\\w+)\",\"spanId\":\"(\\w+)\",\"parentSpanId\":\"(\\w+)\",\"name\":\"([^\"]+)\"");

  private final RunningService running = RunningService.get();
  private final List<String> received = new CopyOnWriteArrayList<>();

  /** The spans of our trace by name: their own id, and that of their parent. */
  private Map<String, List<String>> spans() {
    Map<String, List<String>> spans = new HashMap<>();
    Matcher span = SPAN.matcher(String.join("\n", received));
    while (span.find()) {
      if (span.group(1).equals(TRACE)) {
        spans.put(span.group(4), List.of(span.group(2), span.group(3)));
      }
    }
    return spans;
  }

  @Test
  void aCallShowsItsStoresInTheTraceOfItsCallerAndNoData(@TempDir Path place) throws Exception {
    String unique = TRACE.substring(0, 8);
    String tenant = "traced_" + unique;
    String symbol = "TRACED" + unique.toUpperCase(Locale.ROOT);
    String key = running.newTenant(tenant);
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          received.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try (Service service = Service.start(
        new DataDirectory(place.resolve("data")),
        new ServiceSettings(Wiring.SERVERS, 0, 0, traced(collector)),
        StartProgress.SILENT)) {
      call(service, key, symbol);
      String usage = "GET /api/v1/usage";
      new RestCaller(service.httpPort())
          .send(
              usage,
              List.of(
                  "Authorization: Bearer " + key,
                  "traceparent: 00-" + TRACE + "-" + CALLER + "-01"),
              "");
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                Map<String, List<String>> spans = spans();
                assertParent(spans, "quintet.marketdata.v1.MarketDataService/LastQuote", CALLER);
                String grpc = id(spans, "quintet.marketdata.v1.MarketDataService/LastQuote");
                assertParent(spans, "postgresql find key", grpc);
                assertParent(spans, "dragonflydb find quote", grpc);
                assertParent(spans, "clickhouse find newest hours", grpc);
                assertParent(spans, usage, CALLER);
                assertParent(spans, "postgresql read usage", id(spans, usage));
              });
    } finally {
      collector.stop(0);
    }

    assertThat(String.join("\n", received)).doesNotContain(tenant, symbol, key, "SELECT");
  }

  private static void assertParent(Map<String, List<String>> spans, String name, String parent) {
    assertThat(spans).containsKey(name);
    assertThat(spans.get(name)).as(name).element(1).isEqualTo(parent);
  }

  private static String id(Map<String, List<String>> spans, String name) {
    return spans.getOrDefault(name, List.of("none")).getFirst();
  }

  private Map<String, Object> traced(HttpServer collector) {
    Map<String, Object> settings = new HashMap<>(running.stores());
    settings.put(
        "quintet.telemetry.endpoint", "http://127.0.0.1:" + collector.getAddress().getPort());
    return settings;
  }

  private static void call(Service service, String key, String symbol) {
    Metadata headers = GrpcCaller.bearer(key);
    headers.put(GrpcCaller.key("traceparent"), "00-" + TRACE + "-" + CALLER + "-01");
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", service.grpcPort()).usePlaintext().build();
    try {
      GrpcCaller.open(channel, headers)
          .call(
              MarketDataServiceGrpc.getLastQuoteMethod(),
              List.of(LastQuoteRequest.newBuilder().setSymbol(symbol).build()));
    } finally {
      channel.shutdownNow();
    }
  }
}
