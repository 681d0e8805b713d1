package dev.quintet.bootstrap.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many clients that say half a sentence, or ask for much and never read the answer. */
final class SlowClientsIT {

  private static final int CLIENTS = Seed.LONG ? 1_000 : 100;
  private static final int ROWS = 500_000;
  private static final long START = 1_705_312_800_000_000_000L; // 2024-01-15T10:00Z

  /** Heap and buffers together. */
  private static final long GROWTH_BYTES = (128L << 20) + CLIENTS * (128L << 10);

  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

  /** Headers of 100 bytes are announced, and three come. */
  private static final byte[] HALF_A_FRAME = {0, 0, 100, 1, 4, 0, 0, 0, 1, 7, 7, 7};

  private static final byte[] HALF_A_REQUEST =
      "POST /api/v1/admin/tenants HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n{"
          .getBytes(US_ASCII);

  private final ProxiedService service = ProxiedService.get();

  @Test
  void clientsThatStopInTheMiddleCostLittleMemoryAndNobodyElsesTime() throws Exception {
    String key = service.newTenant("slow");
    service.fill("slow", "EURUSD", START, ROWS);
    String others = service.newTenant("unhindered");
    service.fill("unhindered", "EURUSD", START, 10);
    List<Long> before = lastQuotes(others);
    long memory = memory();
    List<Socket> halfOpen = new ArrayList<>();
    try {
      for (int client = 0; client < CLIENTS; client++) {
        switch (client % 4) {
          case 0 -> halfOpen.add(say(service.grpcPort(), PREFACE, SETTINGS, HALF_A_FRAME));
          case 1 -> halfOpen.add(say(service.grpcPort(), new byte[] {'P', 'R'}));
          case 2 -> halfOpen.add(say(service.httpPort(), HALF_A_REQUEST));
          default -> halfOpen.add(askAndNeverRead(key));
        }
      }
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> unread() > 12);
      List<Long> meanwhile = lastQuotes(others);
      long growth = memory() - memory;
      System.out.printf(
          "%d slow clients: %d MB more, others' p99 %d us (%d us without), p50 %d us (%d us)%n",
          CLIENTS, growth >> 20, at(meanwhile, 99), at(before, 99), at(meanwhile, 50), at(before, 50));
      assertThat(growth).isLessThan(GROWTH_BYTES);
      if (Seed.LONG) {
        assertThat(at(meanwhile, 99)).isLessThanOrEqualTo(2 * at(before, 99));
      }
    } finally {
      for (Socket socket : halfOpen) {
        socket.close();
      }
    }
  }

  private static Socket say(int port, byte[]... words) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    for (byte[] word : words) {
      socket.getOutputStream().write(word);
    }
    return socket;
  }

  /**
   * Asks for all ticks on a connection of its own, by hand: a client of a library would read. The
   * windows are open, so that nothing but its not reading holds the answer up.
   */
  private Socket askAndNeverRead(String key) throws IOException {
    byte[] request =
        StreamTicksRequest.newBuilder()
            .setSymbol("EURUSD")
            .setFromNanos(START)
            .setToNanos(START + ROWS * 10_000_000L)
            .build()
            .toByteArray();
    return say(
        service.grpcPort(),
        PREFACE,
        frame(4, 0, 0, ByteBuffer.allocate(6).putShort((short) 4).putInt(Integer.MAX_VALUE)),
        frame(8, 0, 0, ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE - 65_535)),
        frame(1, 4, 1, headers(key)),
        frame(
            0, 1, 1, ByteBuffer.allocate(request.length + 5).put((byte) 0).putInt(request.length).put(request)));
  }

  private static byte[] frame(int type, int flags, int stream, ByteBuffer payload) {
    int length = payload.flip().remaining();
    return ByteBuffer.allocate(9 + length)
        .put((byte) 0)
        .putShort((short) length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** Each literally, by its name. */
  private static ByteBuffer headers(String key) {
    ByteBuffer headers = ByteBuffer.allocate(1_024);
    Map<String, String> values = new LinkedHashMap<>();
    values.put(":method", "POST");
    values.put(":scheme", "http");
    values.put(":path", "/" + MarketDataServiceGrpc.getStreamTicksMethod().getFullMethodName());
    values.put(":authority", "127.0.0.1");
    values.put("te", "trailers");
    values.put("content-type", "application/grpc");
    values.put("authorization", "Bearer " + key);
    values.forEach(
        (name, value) ->
            headers
                .put((byte) 0)
                .put((byte) name.length())
                .put(name.getBytes(US_ASCII))
                .put((byte) value.length())
                .put(value.getBytes(US_ASCII)));
    return headers;
  }

  /** How long somebody else's calls take, in microseconds, ascending. */
  private List<Long> lastQuotes(String key) {
    var stub = MarketDataServiceGrpc.newBlockingStub(service.as(key));
    LastQuoteRequest request = LastQuoteRequest.newBuilder().setSymbol("EURUSD").build();
    List<Long> micros = new ArrayList<>();
    for (int call = 0; call < (Seed.LONG ? 20_000 : 2_000); call++) {
      long from = System.nanoTime();
      var answer = stub.withDeadlineAfter(10, TimeUnit.SECONDS).lastQuote(request);
      micros.add(Duration.ofNanos(System.nanoTime() - from).toNanos() / 1_000);
      assertThat(answer.hasTick()).isTrue();
    }
    Collections.sort(micros);
    return micros;
  }

  private static long at(List<Long> sorted, int percent) {
    return sorted.get(sorted.size() * percent / 100);
  }

  private long unread() {
    return Long.parseLong(
        service
            .stores
            .clickHouse("SELECT count() FROM system.processes WHERE user = 'quintet_reader'")
            .getFirst());
  }

  private static long memory() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum()
        + PlatformDependent.usedDirectMemory();
  }
}
