package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class RetryingDataSourceTest {

  /** The pool's own waits double: the ninth attempt would come five seconds after the first. */
  @Test
  void aServerThatIsAwayIsAskedAsOftenAfterAWhileAsAtFirst() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread refusing = Thread.startVirtualThread(() -> refuse(server, attempts));
      RetryingDataSource source = new RetryingDataSource();
      source.setURL("jdbc:postgresql://127.0.0.1:%d/none".formatted(server.getLocalPort()));
      source.setSslmode("disable");
      Thread asking =
          Thread.ofVirtual()
              .start(
                  () ->
                      assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class));
      long from = System.nanoTime();
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> attempts.get() == 10);
      assertThat(Duration.ofNanos(System.nanoTime() - from))
          .as("nine waits of a quarter of a second, on a machine that may be busy")
          .isBetween(Duration.ofMillis(2_000), Duration.ofMillis(4_900));
      asking.interrupt();
      asking.join(); // the pool ends it like this
      refusing.interrupt();
    }
  }

  private static void refuse(ServerSocket server, AtomicInteger attempts) {
    while (!server.isClosed()) {
      try {
        server.accept().close();
        attempts.incrementAndGet();
      } catch (IOException e) {
        return; // closed
      }
    }
  }
}
