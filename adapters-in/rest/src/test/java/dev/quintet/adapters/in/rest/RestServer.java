package dev.quintet.adapters.in.rest;

import dev.quintet.adapters.out.memory.MemoryAdapters;
import dev.quintet.adapters.out.memory.MemoryTickStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.Activities;
import dev.quintet.application.marketdata.IngestionSettings;
import dev.quintet.application.shared.Connections;
import dev.quintet.application.shared.Readiness;
import dev.quintet.application.shared.Workers;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A server on a free port, and callers of it: a proper one, and one that writes what it likes. */
final class RestServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EmbeddedServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private RestServer(EmbeddedServer server) {
    this.server = server;
  }

  static RestServer start() {
    return start(Map.of());
  }

  static RestServer start(Map<String, Object> settings) {
    return start(settings, new Connections(2_000, 2_000));
  }

  static RestServer start(Map<String, Object> settings, Connections connections) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("micronaut.server.port", -1);
    all.put("micronaut.server.host", "127.0.0.1");
    RestServer server =
        new RestServer(
            ApplicationContext.builder(all, "inbound-test")
                .singletons(beans())
                .singletons(connections)
                .start()
                .getBean(EmbeddedServer.class)
                .start());
    server.bean(Readiness.class).report(List.of());
    return server;
  }

  /** All activities over memory, and what a test may change below them. */
  private static Object[] beans() {
    Clock clock = Clock.systemUTC();
    ScriptedStores stores = new ScriptedStores();
    List<Object> all = new ArrayList<>(List.of(clock, stores, new ScriptedObserver(), Workers.of(2)));
    all.addAll(stores.stores());
    all.addAll(
        MemoryAdapters.ofEveryPort(clock, new MemoryTickStore(), new MemoryUsageLedger(clock)));
    Activities activities =
        new Activities(
            Activities.Ports.of(all.toArray()),
            new Activities.Surroundings(
                clock,
                new SecureRandom(),
                UUID::randomUUID,
                stores::process,
                new Activities.Bounds(IngestionSettings.of(3_000_000, 800_000), 32)));
    all.addAll(Arrays.asList(activities.all()));
    return all.toArray();
  }

  <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  String operator() {
    return platformKey(Role.OPERATOR);
  }

  /** A key of a service that works for every tenant. */
  String platformKey(Role role) {
    return key(role, new TenantScope.All());
  }

  String keyOf(Role role, String tenant) {
    return key(role, new TenantScope.One(new TenantId(tenant)));
  }

  private String key(Role role, TenantScope scope) {
    return bean(Keys.class).issue(role, scope, Deadline.after(PATIENCE)).text();
  }

  HttpRequest.Builder request(String path, @Nullable String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path))
            .timeout(PATIENCE);
    return key == null ? request : request.header("authorization", "Bearer " + key);
  }

  Answer get(String path, @Nullable String key) {
    return send(request(path, key));
  }

  Answer post(String path, @Nullable String key, String json) {
    return send(
        request(path, key)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /** Writes these bytes and reads until the server closes; empty when it closes without a word. */
  String raw(byte[] bytes) throws IOException {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(bytes);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (SocketException e) {
        // The server had heard enough.
        return "";
      }
    }
  }

  /** Writes a request whose head is these lines, and no body. */
  String raw(String... lines) throws IOException {
    return raw((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  /** An answer as a test reads it. */
  record Answer(HttpResponse<String> http) {

    int status() {
      return http.statusCode();
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    String body() {
      return http.body();
    }

    JsonNode json() {
      try {
        return JsonMapper.createDefault().readValue(http.body(), JsonNode.class);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Empty when there is no such property. */
    String text(String property) {
      JsonNode value = json().get(property);
      return value == null ? "" : value.coerceStringValue();
    }
  }
}
