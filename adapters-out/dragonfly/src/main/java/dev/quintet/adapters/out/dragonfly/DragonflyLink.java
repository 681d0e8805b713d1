package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.shared.Deadline;
import io.lettuce.core.api.StatefulRedisConnection;
import io.netty.channel.EventLoopGroup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections, and the breaker before them. They open in the background when somebody wants one;
 * when calls fail in a row, or one is closed, all are dropped and opened anew, in the background too.
 * Until then there is none, and asking for one costs nothing.
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
  private final @Nullable EventLoopGroup loops;
  private volatile @Nullable DragonflyConnections connections;
  private volatile long nextAttempt = System.nanoTime();
  private volatile boolean closed;
  private @Nullable DragonflyClient client;

  /**
   * @param loops that calls are answered on; null: the driver makes its own
   */
  DragonflyLink(
      DragonflyConfiguration configuration, @Nullable @Named("calls") EventLoopGroup loops) {
    this.configuration = configuration;
    this.loops = loops;
  }

  /** An open connection, or null; then they are being opened, unless that failed just now. */
  @Nullable StatefulRedisConnection<byte[], byte[]> connection() {
    DragonflyConnections current = connections;
    if (current != null) {
      StatefulRedisConnection<byte[], byte[]> own = current.ofThread();
      if (own.isOpen()) {
        return own;
      }
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
    DragonflyConnections current = connections;
    if (current != null
        && current.all().contains(failing)
        && failures.incrementAndGet() >= FAILURES_IN_A_ROW) {
      drop(current);
      report(reason);
    }
  }

  private synchronized void drop(DragonflyConnections failing) {
    if (failing == connections) {
      connections = null;
      failing.close();
    }
  }

  private void open() {
    try {
      DragonflyConnections old = connections;
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

  private synchronized void use(DragonflyConnections opened) {
    if (closed) {
      opened.close();
      return;
    }
    failures.set(0);
    connections = opened;
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
      made = DragonflyClient.of(configuration, loops);
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
      connections = null;
    }
    if (made != null) {
      made.close();
    }
  }
}
