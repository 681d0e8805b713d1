package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.engines.StartProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops a start is found before a database is started and before anything is removed. */
final class RefusedStartTest {

  private Path place = Path.of("");
  private DataDirectory data = new DataDirectory(place);

  @BeforeEach
  void make(@TempDir Path temporary) {
    place = temporary;
    data = new DataDirectory(temporary.resolve("data"));
  }

  private void refuses(ServiceSettings settings, String... words) {
    assertThatThrownBy(() -> Service.start(data, settings, StartProgress.SILENT).close())
        .hasMessageContainingAll(words)
        .hasNoSuppressedExceptions();
    assertThat(data.engines()).doesNotExist();
  }

  private static ServiceSettings with(Map<String, Object> overrides) {
    return new ServiceSettings(Wiring.EMBEDDED, 0, 0, overrides);
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      String sentence = "cannot listen on port " + port + " of 127.0.0.1";
      refuses(new ServiceSettings(Wiring.EMBEDDED, port, 0), sentence, "--http");
      refuses(new ServiceSettings(Wiring.EMBEDDED, 0, port), sentence, "--grpc");
    }
  }

  @Test
  void aPortIsLookedAtWhereTheServerWillListen() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
      int port = other.getLocalPort();
      refuses(
          new ServiceSettings(
              Wiring.EMBEDDED, port, 0, Map.of("micronaut.server.host", "127.0.0.2")),
          "cannot listen on port " + port + " of 127.0.0.2");
      refuses(
          new ServiceSettings(Wiring.EMBEDDED, 0, port, Map.of("grpc.server.host", "127.0.0.2")),
          "cannot listen on port " + port + " of 127.0.0.2");
    }
  }

  @Test
  void bothServersCannotHaveOnePort() throws IOException {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = probe.getLocalPort();
    }
    refuses(new ServiceSettings(Wiring.EMBEDDED, free, free), "--grpc");
  }

  @ParameterizedTest
  @CsvSource({
    "quintet.grpc.deadlin, 1s, quintet.grpc.deadlin is set",
    "quintet.grpc.deadline, soon, deadline",
    "quintet.rest.deadline, 10 years, deadline",
    "quintet.ingestion.waiting-rows, -1, quintet.ingestion.",
    "quintet.operations.receipts-kept, 1m, quintet.operations.receipts-kept must be PT1H",
    "quintet.postgresql.pools.service, many, service",
    "quintet.clickhouse.rollup-delay, -1s, quintet.clickhouse.rollup-delay",
    "quintet.dragonfly.command-timeout, 1h, quintet.dragonfly.command-timeout"
  })
  void aSettingThatIsMisspeltIsNamed(String key, String value, String named) {
    refuses(with(Map.of(key, value)), named);
  }

  @Test
  void aDamagedFileOfKeysIsNamedAndNotShown() throws IOException {
    data.create();
    Files.writeString(data.credentials(), "qk_secret {");
    assertThatThrownBy(() -> Service.start(data, with(Map.of()), StartProgress.SILENT).close())
        .hasMessage(data.credentials() + " is damaged: it is not a JSON object")
        .hasNoCause();
    assertThat(data.engines()).doesNotExist();
    assertThat(data.credentials()).hasContent("qk_secret {");
  }

  @Test
  void aDirectoryOfSomethingElseIsLeftAlone() throws IOException {
    Files.createDirectory(data.path());
    Files.setPosixFilePermissions(data.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(data.path().resolve("thesis.txt"), "mine");
    refuses(with(Map.of()), data.path().toString(), "files of something else");
    assertThat(modeOf(data.path())).isEqualTo("rwxr-xr-x");
    assertThat(data.path()).isDirectoryContaining("glob:**/thesis.txt");

    Path file = Files.writeString(place.resolve("file"), "mine");
    data = new DataDirectory(file);
    refuses(with(Map.of()), file + " is not a directory");
  }

  @Test
  void anOpenDirectoryIsClosedWithTheFilesInIt() throws IOException {
    Files.createDirectory(data.path());
    Path log = Files.writeString(data.log(), "");
    Path old = Files.writeString(data.path().resolve("quintet.log.1"), "");
    Files.setPosixFilePermissions(data.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));

    data.lock().close();

    assertThat(modeOf(data.path())).isEqualTo("rwx------");
    assertThat(modeOf(log)).isEqualTo("rw-------");
    assertThat(modeOf(old)).isEqualTo("rw-------");
  }

  private static String modeOf(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** A service is found by what it has open, not by what a file says. */
  @Test
  void whatNamesALiveProcessStaysAndTheProcessIsFound() throws IOException {
    long self = ProcessHandle.current().pid();
    Path pid = data.path().resolve("quintet.pid");
    Path lock = data.path().resolve("quintet.lock");
    try (DataLock held = data.lock()) {
      held.publish();
      data.publishPorts(1, 2);
      assertThat(data.running()).hasValueSatisfying(it -> assertThat(it.pid()).isEqualTo(self));

      for (String damage : new String[] {"", "x y", "1", "-1", "99999999999999999999"}) {
        Files.writeString(pid, damage);
        refusesAsRunning(self);
      }
      Files.delete(lock);
      refusesAsRunning(self);
      Files.delete(pid);
      refusesAsRunning(self);
      assertThat(data.port("http")).hasValue(1);
    }
    assertThat(data.running()).isEmpty();
  }

  private void refusesAsRunning(long pid) {
    refuses(with(Map.of()), "runs on " + data.path() + " already (process " + pid + ")");
    assertThat(data.ports()).exists();
  }

  @Test
  void whatAKilledServiceLeftNamesNobody() throws IOException {
    data.create();
    long self = ProcessHandle.current().pid();
    Files.writeString(data.path().resolve("quintet.pid"), Long.toString(self));
    Files.writeString(data.ports(), "{\"http\":1,\"grpc\":2}");

    assertThat(data.running()).isEmpty();
    assertThat(data.port("http")).isEmpty();
    data.lock().close();
    assertThat(data.ports()).doesNotExist();
  }
}
