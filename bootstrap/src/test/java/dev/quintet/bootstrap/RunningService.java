package dev.quintet.bootstrap;

import dev.quintet.client.QuintetClient;
import dev.quintet.engines.EngineException;
import dev.quintet.engines.StartProgress;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The real service on real engines, started by the first test that asks, for all tests of this JVM;
 * each test makes its own tenant. Where engines cannot be had the test is skipped with the reason,
 * and fails if the environment has {@code CI=true}.
 */
final class RunningService {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static @Nullable RunningService running;
  private static @Nullable EngineException failure;

  private final DataDirectory data;
  private final Service service;

  private RunningService(DataDirectory data, Service service) {
    this.data = data;
    this.service = service;
  }

  static synchronized RunningService get() {
    if (running == null && failure == null) {
      Path folder = Path.of("target", "service-" + ProcessHandle.current().pid());
      DataDirectory data = new DataDirectory(folder);
      try {
        Service service =
            Service.start(
                data, new ServiceSettings(Wiring.EMBEDDED, 0, 0), StartProgress.SILENT);
        running = new RunningService(data, service);
        Runtime.getRuntime().addShutdownHook(new Thread(running::end, "end service"));
      } catch (EngineException e) {
        failure = e;
      }
    }
    if (running != null) {
      return running;
    }
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      throw new AssertionError("needs engines", failure);
    }
    throw new TestAbortedException("needs engines: " + failure);
  }

  private void end() {
    service.close();
    try (Stream<Path> files = Files.walk(data.path())) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DataDirectory data() {
    return data;
  }

  int grpcPort() {
    return service.grpcPort();
  }

  int httpPort() {
    return service.httpPort();
  }

  Map<String, Object> stores() {
    return service.stores();
  }

  ApplicationContext beans() {
    return service.beans();
  }

  /** Makes a tenant and returns a key that reads and writes its data. */
  String newTenant(String tenant) {
    return newKey(newAdmin(tenant), tenant, "service");
  }

  /** Makes a tenant and returns the key of its admin. */
  String newAdmin(String tenant) {
    String operator = data.credential("operator").orElseThrow();
    try (QuintetClient client = client(grpcPort(), operator)) {
      return client.createTenant(tenant, tenant, "enterprise").adminKey().orElseThrow();
    }
  }

  /** A key of that role, which the tenant's admin issues. */
  String newKey(String admin, String tenant, String role) {
    try (QuintetClient client = client(grpcPort(), admin)) {
      return client.issueKey(tenant, role, role).credential();
    }
  }

  static QuintetClient client(int port, String key) {
    return QuintetClient.builder().endpoint("127.0.0.1", port).key(key).build();
  }
}
