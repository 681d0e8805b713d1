package dev.quintet.adapters.in.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.marketdata.v1.SymbolsRequest;
import io.grpc.StatusException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers without a key that open connections and hold them. */
final class SlowConnectionsTest {

  private final GrpcServer server =
      GrpcServer.open(Map.of("quintet.grpc.handshake-deadline", "1s"));
  private final List<Socket> held = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
    server.close();
  }

  /** The first bytes of the preface of HTTP/2. */
  private void hold(int bytes) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port);
    socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".substring(0, bytes).getBytes(US_ASCII));
    held.add(socket);
  }

  private static boolean ended(Socket socket) {
    try {
      socket.setSoTimeout(1);
      return socket.getInputStream().read(new byte[1_024]) < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aConnectionThatDoesNotBeginToSpeakIsEnded() throws IOException {
    hold(0);
    hold(1);
    hold(23);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> held.stream().allMatch(SlowConnectionsTest::ended));
  }

  @Test
  void moreOfThemThanThereIsRoomForKeepNobodyOut() throws Exception {
    String key = server.serviceKey();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 150; i++) {
        hold(i % 10);
      }
      assertThat(symbols(key)).isZero();
    }
    assertThat(server.connections.ended()).isPositive();
    await().until(() -> server.connections.open() <= 100);
  }

  private int symbols(String key) throws StatusException {
    return server.marketData(key).symbols(SymbolsRequest.getDefaultInstance()).getSymbolsCount();
  }
}
