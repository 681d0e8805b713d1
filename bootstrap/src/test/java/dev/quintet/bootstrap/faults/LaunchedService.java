package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.Program;
import dev.quintet.client.QuintetClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The service as a user starts it, on a data directory of its own.
 *
 * @param settings more of its environment
 */
record LaunchedService(Path directory, Map<String, String> settings) {

  LaunchedService(Path directory) {
    this(directory, Map.of());
  }

  DataDirectory data() {
    return new DataDirectory(directory);
  }

  void up() {
    // A rehearsal beside the test would only take its time.
    Map<String, String> environment =
        new HashMap<>(Map.of("QUINTET_JVM_OPTIONS", "-Dquintet.rehearse=false"));
    environment.putAll(settings);
    Program.Outcome up =
        Program.start(
                parent(),
                environment,
                "up", "--detach", "--data", directory.toString(), "--http", "0", "--grpc", "0")
            .outcome();
    assertThat(up.exitCode()).as(up.output()).isZero();
  }

  void down() {
    Program.run(parent(), "down", "--data", directory.toString());
  }

  private Path parent() {
    Path parent = directory.getParent();
    return parent == null ? directory : parent;
  }

  QuintetClient client(String key) {
    return client(data().port("grpc").orElseThrow(), key);
  }

  static QuintetClient client(int port, String key) {
    return QuintetClient.builder().endpoint("127.0.0.1", port).key(key).build();
  }

  /** Makes a tenant and returns a key that reads and writes its data. */
  String newTenant(String tenant) {
    String admin;
    try (QuintetClient operator = client(data().credential("operator").orElseThrow())) {
      admin = operator.createTenant(tenant, tenant, "enterprise").adminKey().orElseThrow();
    }
    try (QuintetClient client = client(admin)) {
      return client.issueKey(tenant, "service", "service").credential();
    }
  }
}
