package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.shared.Deadline;
import io.lettuce.core.api.StatefulRedisConnection;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
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

  private final DragonflyConfiguration configuration;
  private final AtomicBoolean opening = new AtomicBoolean();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicBoolean outage = new AtomicBoolean();
  private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;
  private volatile long nextAttempt = System.nanoTime();
  private volatile boolean closed;
  private @Nullable DragonflyClient client;

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
      LOG.info("the cache at {} answers again", configuration.address());
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
      use(client().connect());
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
      LOG.warn(
          "the cache at {} does not answer, going on without it: {}",
          configuration.address(),
          reason);
    }
  }

  private synchronized DragonflyClient client() {
    if (closed) {
      throw new IllegalStateException("the link is closed");
    }
    DragonflyClient made = client;
    if (made == null) {
      made = DragonflyClient.of(configuration);
      client = made;
    }
    return made;
  }

  @Override
  @PreDestroy
  public void close() {
    DragonflyClient made;
    synchronized (this) {
      closed = true;
      made = client;
      client = null;
      connection = null;
    }
    if (made != null) {
      made.close();
    }
  }
}
