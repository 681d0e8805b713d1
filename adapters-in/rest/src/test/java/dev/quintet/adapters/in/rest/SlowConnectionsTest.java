package dev.quintet.adapters.in.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.application.shared.Connections;
import java.io.IOException;
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

  private static final int MOST = 40;
  private static final String LIVE = "/api/v1/health/live";

  private final Connections connections = new Connections(MOST, MOST);
  private final RestServer server =
      RestServer.start(Map.of("quintet.rest.head-deadline", "1s"), connections);
  private final List<Socket> held = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
    server.close();
  }

  private Socket hold(String bytes) throws IOException {
    Socket socket = server.connect();
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    held.add(socket);
    return socket;
  }

  /** A byte each, again and again, until the server has closed all. */
  private void dripUntilEnded() {
    List<Socket> open = new ArrayList<>(held);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              open.removeIf(SlowConnectionsTest::ended);
              return open.isEmpty();
            });
  }

  private static boolean ended(Socket socket) {
    try {
      socket.getOutputStream().write('a');
      socket.setSoTimeout(1);
      return socket.getInputStream().read(new byte[1_024]) < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aHeadThatComesByteByByteIsEnded() throws IOException {
    hold("GET " + LIVE + " HTTP/1.1\r\nHost: q\r\nx: ");
    hold("");
    Socket second = hold("GET " + LIVE + " HTTP/1.1\r\nHost: q\r\n\r\n");
    assertThat(second.getInputStream().read()).isEqualTo('H');
    second.getOutputStream().write("GET ".getBytes(ISO_8859_1));
    second.getInputStream().skipNBytes(second.getInputStream().available());
    dripUntilEnded();
    await().until(() -> connections.open() == 0);
  }

  @Test
  void moreOfThemThanThereIsRoomForKeepNobodyOut() throws IOException {
    String key = server.operator();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 2 * MOST; i++) {
        hold("GET / HTTP/1.1\r\nHost: q\r\nx: ");
      }
      await().until(() -> connections.open() == MOST);
      String answer =
          server.raw(
              "GET " + LIVE + " HTTP/1.1", "Host: q", "Authorization: Bearer " + key,
              "Connection: close");
      assertThat(answer).startsWith("HTTP/1.1 200");
      assertThat(connections.open()).isLessThanOrEqualTo(MOST + Connections.CLOSING);
    }
    assertThat(connections.ended()).isPositive();
    dripUntilEnded();
  }

  @Test
  void oneThatHasShownAKeyStays() throws IOException {
    String request =
        "GET /api/v1/admin/tenants HTTP/1.1\r\nHost: q\r\nAuthorization: Bearer "
            + server.operator() + "\r\n\r\n";
    try (Socket known = server.connect()) {
      for (int round = 0; round < 3; round++) {
        known.getOutputStream().write(request.getBytes(ISO_8859_1));
        byte[] status = known.getInputStream().readNBytes("HTTP/1.1 200".length());
        assertThat(new String(status, ISO_8859_1)).isEqualTo("HTTP/1.1 200");
        known.getInputStream().skipNBytes(known.getInputStream().available());
        for (int i = 0; i < 2 * MOST; i++) {
          hold("GET");
        }
      }
    }
  }
}
