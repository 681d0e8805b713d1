package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.engines.StartProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port that somebody else has. */
final class TakenPortTest {

  @Test
  void isNamedBeforeAnyDatabaseIsStarted(@TempDir Path place) throws IOException {
    DataDirectory data = new DataDirectory(place.resolve("data"));
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      refuses(data, new ServiceSettings(Wiring.EMBEDDED, port, 0), port, "--http");
      refuses(data, new ServiceSettings(Wiring.EMBEDDED, 0, port), port, "--grpc");
    }
    assertThat(data.engines()).doesNotExist();
  }

  private static void refuses(
      DataDirectory data, ServiceSettings settings, int port, String option) {
    assertThatThrownBy(() -> Service.start(data, settings, StartProgress.SILENT).close())
        .hasMessageContainingAll("cannot listen on port " + port, option)
        .hasNoSuppressedExceptions();
  }
}
