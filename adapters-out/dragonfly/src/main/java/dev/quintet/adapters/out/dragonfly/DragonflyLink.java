package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.shared.Deadline;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection, and the breaker before it. It opens in the background when somebody wants it; a
 * connection on which calls fail in a row is dropped and opened anew, in the background too. Until
 * then there is none, and asking for it costs nothing.
 */
@Singleton
final class DragonflyLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DragonflyLink.class);

  /** One late answer may be our own pause. */
  private static final int FAILURES_IN_A_ROW = 3;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);
  private static final int MOST_WAITING_COMMANDS = 16_384;

  private final DragonflyConfiguration configuration;
  private final AtomicBoolean opening = new AtomicBoolean();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicBoolean outage = new AtomicBoolean();
  private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;
  private volatile long nextAttempt = System.nanoTime();
  private volatile boolean closed;
  private @Nullable RedisClient client;

  DragonflyLink(DragonflyConfiguration configuration) {
    this.configuration = configuration;
  }

  /** The open connection, or null; then it is being opened, unless that failed just now. */
  @Nullable StatefulRedisConnection<byte[], byte[]> connection() {
    StatefulRedisConnection<byte[], byte[]> current = connection;
    if (current != null && current.isOpen()) {
      return current;
    }
    if (!closed
        && System.nanoTime() - nextAttempt >= 0
        && opening.compareAndSet(false, true)) {
      Thread.ofVirtual().name("dragonfly-link").start(this::open);
    }
    return null;
  }

  /** Waits until there is a connection; false when the deadline is over before that. */
  boolean await(Deadline deadline) throws InterruptedException {
    while (connection() == null) {
      if (deadline.expired() || closed) {
        return false;
      }
      synchronized (this) {
        wait(10);
      }
    }
    return true;
  }

  /** A call on the connection was answered. */
  void worked() {
    if (failures.get() != 0) {
      failures.set(0);
    }
    if (outage.get() && outage.compareAndSet(true, false)) {
      LOG.info("the cache at {} is back", configuration);
    }
  }

  /** A call on the connection was not answered. */
  void failed(StatefulRedisConnection<byte[], byte[]> failing, String reason) {
    if (failing == connection && failures.incrementAndGet() >= FAILURES_IN_A_ROW) {
      drop(failing);
      report(reason);
    }
  }

  private synchronized void drop(StatefulRedisConnection<byte[], byte[]> failing) {
    if (failing == connection) {
      connection = null;
      failing.closeAsync();
    }
  }

  private void open() {
    try {
      StatefulRedisConnection<byte[], byte[]> old = connection;
      if (old != null) {
        drop(old);
      }
      use(client().connect(ByteArrayCodec.INSTANCE));
    } catch (RuntimeException e) {
      report(DragonflyFailures.reason(e));
    } finally {
      nextAttempt = System.nanoTime() + BETWEEN_ATTEMPTS.toNanos();
      opening.set(false);
      synchronized (this) {
        notifyAll();
      }
    }
  }

  private synchronized void use(StatefulRedisConnection<byte[], byte[]> opened) {
    if (closed) {
      opened.closeAsync();
      return;
    }
    failures.set(0);
    connection = opened;
  }

  private void report(String reason) {
    if (!closed && outage.compareAndSet(false, true)) {
      LOG.warn("the cache at {} does not answer, going on without it: {}", configuration, reason);
    }
  }

  private synchronized RedisClient client() {
    if (closed) {
      throw new IllegalStateException("the link is closed");
    }
    RedisClient made = client;
    if (made == null) {
      made = RedisClient.create(resources(), address());
      made.setOptions(options());
      client = made;
    }
    return made;
  }

  private static ClientResources resources() {
    return DefaultClientResources.builder()
        .ioThreadPoolSize(2)
        .computationThreadPoolSize(2)
        .commandLatencyRecorder(CommandLatencyRecorder.disabled())
        .build();
  }

  private RedisURI address() {
    RedisURI.Builder address =
        RedisURI.builder()
            .withHost(configuration.host())
            .withPort(configuration.port())
            .withTimeout(configuration.connectTimeout());
    String password = configuration.password();
    if (password != null) {
      address.withPassword(password.toCharArray());
    }
    return address.build();
  }

  /** The driver itself never opens a connection again: it would repeat what callers gave up. */
  private ClientOptions options() {
    return ClientOptions.builder()
        .autoReconnect(false)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(MOST_WAITING_COMMANDS)
        .protocolVersion(ProtocolVersion.RESP2)
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(configuration.connectTimeout())
                .tcpNoDelay(true)
                .keepAlive(true)
                .build())
        .build();
  }

  @Override
  @PreDestroy
  public void close() {
    RedisClient made;
    synchronized (this) {
      closed = true;
      made = client;
      client = null;
      connection = null;
    }
    if (made != null) {
      ClientResources resources = made.getResources();
      made.shutdown(0, 1, TimeUnit.SECONDS);
      resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }
}
