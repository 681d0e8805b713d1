package dev.quintet.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.quintet.client.QuintetClient;
import dev.quintet.engines.EngineException;
import dev.quintet.engines.StartProgress;
import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.ImportBarsRequest;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.Side;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import org.slf4j.LoggerFactory;

/** What the log of a whole run holds, with everything in it that goes wrong: nothing of a tenant. */
final class LogContentTest {

  private static final String UNIQUE = UUID.randomUUID().toString().substring(0, 8);
  private static final String SYMBOL = "LOGGED" + UNIQUE.toUpperCase(Locale.ROOT);
  private static final String BATCH = "batch-" + UNIQUE;
  private static final String SOURCE = "feed" + UNIQUE;
  private static final long BID = 8_317_263_549L;
  private static final String PRICE = "83.17263549";

  /** Every statement is slow, and nobody takes the traces. */
  private static final Map<String, Object> TALKATIVE =
      Map.of(
          "quintet.telemetry.slow-statement", "1ms",
          "quintet.telemetry.endpoint", "http://127.0.0.1:1");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private final Logger root =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<String> secrets = new ArrayList<>();

  @BeforeEach
  void listen() {
    LoggerContext context = root.getLoggerContext();
    JsonLines lines = new JsonLines();
    lines.setContext(context);
    lines.start();
    appender.setContext(context);
    appender.setEncoder(lines);
    appender.setOutputStream(written);
    appender.start();
    root.addAppender(appender);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(appender);
    appender.stop();
  }

  @Test
  void nothingOfATenantAndNoSecretIsLogged(@TempDir Path place) throws Exception {
    DataDirectory data = new DataDirectory(place.resolve("data"));
    try (Service service =
        Service.start(
            data, new ServiceSettings(Wiring.EMBEDDED, 0, 0, TALKATIVE), StartProgress.SILENT)) {
      service.stores().forEach(
          (key, value) -> {
            if (key.contains("password") || key.matches(".*logins\\.(owner|service|registry|billing)")) {
              secrets.add(value.toString());
            }
          });
      new Run(service, data).all();
    } catch (EngineException e) {
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw e;
      }
      throw new TestAbortedException("needs engines: " + e);
    }

    String log = written.toString(UTF_8);
    assertThat(log.lines()).allMatch(line -> line.startsWith("{\"time\":\"") && line.endsWith("}"));
    assertThat(secrets).hasSizeGreaterThan(14);
    assertThat(log).doesNotContain(secrets);
    assertThat(log.toUpperCase(Locale.ROOT)).doesNotContain(SYMBOL);
    assertThat(log).doesNotContain(BATCH, SOURCE, PRICE, Long.toString(BID), "831726354");
    assertThat(log)
        .as("what went wrong is told, in the name of its call")
        .containsPattern("\"tenant\":\"logged_" + UNIQUE + "\",\"principal\":\"[a-z0-9]+\",\"request_id\":\"clickhouse-1\"")
        .containsPattern("\"request_id\":\"postgresql-1\"")
        .contains("ClickHouse code ")
        .containsPattern("\"message\":\"slow statement\".*\"fingerprint\":\"[0-9a-f]{16}\"")
        .containsPattern("\"trace_id\":\"[0-9a-f]{32}\"")
        .contains("traces are not taken at the endpoint")
        .contains("SQLSTATE 42P01");
  }

  /** A run of the service. */
  private final class Run {
    private final Service service;
    private final RestCaller rest;
    private final String operator;
    private final String key;
    private final String reader;

    private Run(Service service, DataDirectory data) {
      this.service = service;
      this.rest = new RestCaller(service.httpPort());
      this.operator = kept(data.credential("operator").orElseThrow());
      kept(data.credential("billing").orElseThrow());
      kept(data.credential("demo").orElseThrow());
      String tenant = "logged_" + UNIQUE;
      String admin;
      try (QuintetClient client = RunningService.client(service.grpcPort(), operator)) {
        admin = kept(client.createTenant(tenant, "Logged", "pro").adminKey().orElseThrow());
      }
      try (QuintetClient client = RunningService.client(service.grpcPort(), admin)) {
        key = kept(client.issueKey(tenant, "service", "engine").credential());
        reader = kept(client.issueKey(tenant, "reader", "desk").credential());
        client.revokeKey(tenant, kept(client.issueKey(tenant, "reader", "gone").credential()).split("_", 3)[1]);
      }
    }

    /** The whole key must not be logged, and neither its secret half. */
    private String kept(String credential) {
      secrets.add(credential);
      secrets.add(credential.split("_", 3)[2]);
      return credential;
    }

    private void all() throws Exception {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", service.grpcPort()).usePlaintext().build();
      try {
        work(channel, "good");
        work(channel, "again");
        refused(channel);
        hostile();
        withoutViews(() -> work(channel, "clickhouse"));
        withoutUsage(() -> work(channel, "postgresql"));
        work(channel, "healed");
      } finally {
        channel.shutdownNow();
      }
    }

    private void work(ManagedChannel channel, String name) {
      GrpcCaller caller = GrpcCaller.open(channel, named(key, name + "-1"));
      IngestTicksRequest batch = Company.batch(BATCH + name, SOURCE, SYMBOL, BID);
      caller.call(MarketDataServiceGrpc.getIngestTicksMethod(), List.of(batch, batch));
      caller.call(
          MarketDataServiceGrpc.getIngestTicksMethod(),
          List.of(Company.batch(BATCH + name, SOURCE, SYMBOL, BID + 1)));
      ImportBarsRequest bars = Company.bars(BATCH + "bars" + name, SOURCE, SYMBOL, PRICE);
      caller.call(MarketDataServiceGrpc.getImportBarsMethod(), List.of(bars));
      caller.call(
          MarketDataServiceGrpc.getLastQuoteMethod(),
          List.of(LastQuoteRequest.newBuilder().setSymbol(SYMBOL).build()));
      caller.call(
          MarketDataServiceGrpc.getBarsMethod(),
          List.of(
              BarsRequest.newBuilder()
                  .setSymbol(SYMBOL)
                  .setSide(Side.SIDE_BID)
                  .setInterval("1m")
                  .setFromNanos(Company.START)
                  .setToNanos(Company.END)
                  .build()));
      rest.send(
          "GET /api/v1/usage?group=day",
          List.of("Authorization: Bearer " + key, "X-Request-Id: " + name + "-2"),
          "");
    }

    private void refused(ManagedChannel channel) {
      GrpcCaller reading = GrpcCaller.open(channel, named(reader, "refused"));
      reading.call(
          MarketDataServiceGrpc.getIngestTicksMethod(),
          List.of(Company.batch(BATCH, SOURCE, SYMBOL, BID)));
      GrpcCaller unknown = GrpcCaller.open(channel, named(key + "x", "unknown"));
      unknown.call(
          MarketDataServiceGrpc.getLastQuoteMethod(),
          List.of(LastQuoteRequest.newBuilder().setSymbol(SYMBOL).build()));
      GrpcCaller caller = GrpcCaller.open(channel, named(key, "invalid"));
      caller.call(
          MarketDataServiceGrpc.getLastQuoteMethod(),
          List.of(LastQuoteRequest.newBuilder().setSymbol(SYMBOL + " " + PRICE).build()));
      caller.call(
          MarketDataServiceGrpc.getImportBarsMethod(),
          List.of(Company.bars(BATCH, SOURCE, SYMBOL, PRICE + "1x")));
    }

    private void hostile() {
      for (String path :
          List.of(
              "/" + key, "/api/v1/" + SYMBOL, "/api/v1/usage?" + SYMBOL + "=1",
              "/api/v1/usage?from=" + PRICE, "/api/v1/usage?cursor=" + SYMBOL, "/%zz" + SYMBOL)) {
        for (String credential : List.of(key, key + "x", operator, SYMBOL)) {
          rest.send("GET " + path, List.of("Authorization: Bearer " + credential), "");
        }
      }
      rest.send(
          "POST /api/v1/admin/tenants",
          List.of("Authorization: Bearer " + operator, "X-Request-Id: a b"),
          "{\"tenant\":\"" + SYMBOL + "\", " + PRICE);
    }

    private Metadata named(String credential, String id) {
      Metadata headers = GrpcCaller.bearer(credential);
      headers.put(GrpcCaller.key("x-request-id"), id);
      return headers;
    }

    private void withoutViews(Runnable work) throws Exception {
      clickhouse("RENAME TABLE quintet_views.ticks TO quintet_views.away");
      try {
        work.run();
      } finally {
        clickhouse("RENAME TABLE quintet_views.away TO quintet_views.ticks");
      }
    }

    private void clickhouse(String sql) throws Exception {
      Map<String, Object> stores = service.stores();
      try (HttpClient client = HttpClient.newHttpClient()) {
        var answer =
            client.send(
                HttpRequest.newBuilder(URI.create(text(stores, "quintet.clickhouse.url") + "/"))
                    .header("X-ClickHouse-User", "quintet_admin")
                    .header("X-ClickHouse-Key", text(stores, "quintet.clickhouse.admin-password"))
                    .POST(HttpRequest.BodyPublishers.ofString(sql))
                    .build(),
                BodyHandlers.ofString(ISO_8859_1));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      }
    }

    private void withoutUsage(Runnable work) throws Exception {
      postgresql("ALTER TABLE quintet.usage_events RENAME TO away");
      try {
        work.run();
      } finally {
        postgresql("ALTER TABLE quintet.away RENAME TO usage_events");
      }
    }

    private void postgresql(String sql) throws Exception {
      Map<String, Object> stores = service.stores();
      try (Connection connection =
              DriverManager.getConnection(
                  text(stores, "quintet.postgresql.url"),
                  text(stores, "quintet.postgresql.logins.admin-user"),
                  text(stores, "quintet.postgresql.logins.admin-password"));
          var statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    private String text(Map<String, Object> stores, String key) {
      return Objects.requireNonNull(stores.get(key), key).toString();
    }
  }
}
