package dev.quintet.bootstrap.faults;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.Service;
import dev.quintet.bootstrap.ServiceSettings;
import dev.quintet.bootstrap.Wiring;
import dev.quintet.client.QuintetClient;
import dev.quintet.engines.EngineException;
import dev.quintet.engines.StartProgress;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The service in this JVM, with a proxy before each of its engines; one for all fault tests, each
 * with tenants of its own. Where engines cannot be had the tests are skipped with the reason, and
 * fail if the environment has {@code CI=true}.
 */
final class ProxiedService {

  private static @Nullable ProxiedService running;

  final DataDirectory data;
  final Stores stores;

  private final Map<Engine, FaultProxy> proxies = new EnumMap<>(Engine.class);
  private final Service service;
  private final ManagedChannel channel;

  private ProxiedService(DataDirectory data) throws IOException {
    this.data = data;
    this.stores = new Stores(data);
    for (Engine engine : Engine.values()) {
      proxies.put(engine, new FaultProxy(() -> engine.port(data)));
    }
    Map<String, Object> overrides =
        Map.of(
            "quintet.postgresql.url",
            "jdbc:postgresql://127.0.0.1:%d/quintet".formatted(proxy(Engine.POSTGRESQL).port()),
            "quintet.clickhouse.url",
            "http://127.0.0.1:" + proxy(Engine.CLICKHOUSE).port(),
            "quintet.dragonfly.port",
            proxy(Engine.REDIS).port(),
            "quintet.rest.deadline",
            MixedLoad.DEADLINE.toMillis() + "ms",
            "quintet.rest.authentication-deadline",
            MixedLoad.DEADLINE.toMillis() + "ms");
    this.service =
        Service.start(
            data, new ServiceSettings(Wiring.EMBEDDED, 0, 0, overrides), StartProgress.SILENT);
    this.channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", service.grpcPort()).usePlaintext().build();
  }

  static synchronized ProxiedService get() {
    if (running == null) {
      try {
        Path folder = Path.of("target", "faults-" + ProcessHandle.current().pid());
        ProxiedService started = new ProxiedService(new DataDirectory(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(started::end, "end service"));
        running = started;
      } catch (EngineException e) {
        if (Boolean.parseBoolean(System.getenv("CI"))) {
          throw new AssertionError("needs engines", e);
        }
        throw new TestAbortedException("needs engines: " + e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return running;
  }

  private void end() {
    channel.shutdownNow();
    service.close();
    try (Stream<Path> files = Files.walk(data.path())) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
      for (FaultProxy proxy : proxies.values()) {
        proxy.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FaultProxy proxy(Engine engine) {
    return Objects.requireNonNull(proxies.get(engine));
  }

  int grpcPort() {
    return service.grpcPort();
  }

  int httpPort() {
    return service.httpPort();
  }

  io.grpc.Channel as(String key) {
    return Ingest.as(key, channel);
  }

  String operator() {
    return data.credential("operator").orElseThrow();
  }

  QuintetClient client(String key) {
    return QuintetClient.builder().endpoint("127.0.0.1", service.grpcPort()).key(key).build();
  }

  /** Makes a tenant and returns a key that reads and writes its data. */
  String newTenant(String tenant) {
    String admin;
    try (QuintetClient operator = client(operator())) {
      admin = operator.createTenant(tenant, tenant, "enterprise").adminKey().orElseThrow();
    }
    try (QuintetClient client = client(admin)) {
      return client.issueKey(tenant, "service", "service").credential();
    }
  }

  /** Fills a symbol with a quote each 10 ms, by a statement: that is no test of ingest. */
  void fill(String tenant, String symbol, long fromNanos, int rows) {
    var unused = stores.clickHouse(
        """
        INSERT INTO quintet.ticks
          (tenant_id, symbol, source, kind, tier, user_id, event_time, sequence, bid, ask, price,
           volume, received_time)
        SELECT '%s', '%s', 'fxcm', 'quote', 'enterprise', '',
               fromUnixTimestamp64Nano(toInt64(%d + number * 10000000)), 0,
               1.38 + (number %% 100) / 1000, 1.5, 0, 0, now64(6)
        FROM numbers(%d)""".formatted(tenant, symbol, fromNanos, rows));
  }
}
