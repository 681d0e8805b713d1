package dev.quintet.bootstrap.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a server, and does to their connections what networks do. */
public final class FaultProxy implements AutoCloseable {

  /** What happens to what is sent. */
  public enum Mode {
    PASS,
    /** Connections are reset, new ones as soon as they are accepted. */
    CUT,
    /** The server hears everything and its answers are lost. */
    SWALLOW,
    /** Nothing moves in either direction, and nothing is closed. */
    HOLD
  }

  private final ServerSocket front;
  private final IntSupplier serverPort;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong requests = new AtomicLong();
  private volatile Mode mode = Mode.PASS;
  private volatile Duration delay = Duration.ZERO;
  private volatile int meanBytes = Integer.MAX_VALUE;
  private volatile @Nullable Random random;

  /**
   * A proxy to a server of this machine.
   *
   * @param serverPort asked at each connection
   */
  public FaultProxy(IntSupplier serverPort) throws IOException {
    this.front = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    this.serverPort = serverPort;
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return front.getLocalPort();
  }

  /** From now on each connection is broken after a random number of bytes. */
  public void cutAfter(int bytes, Random chance) {
    random = chance;
    meanBytes = bytes;
  }

  /** How many connections were broken in the middle. */
  public int cuts() {
    return cuts.get();
  }

  /** How many connections were opened so far. */
  int connections() {
    return connections.get();
  }

  /** How many times a client has sent something so far. */
  long requests() {
    return requests.get();
  }

  /** Every answer comes so much later. */
  void delay(Duration time) {
    delay = time;
  }

  void mode(Mode next) {
    Mode before = mode;
    mode = next;
    if (next == Mode.CUT || before == Mode.SWALLOW) {
      open.forEach(Connection::cut);
    }
  }

  private void accept() {
    while (!front.isClosed()) {
      try {
        Socket client = front.accept();
        connections.incrementAndGet();
        if (mode == Mode.CUT) {
          reset(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // closed, or the client has gone already
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Connection connection =
          new Connection(client, new Socket(InetAddress.getLoopbackAddress(), serverPort.getAsInt()));
      open.add(connection);
      connection.pump();
    } catch (IOException e) {
      reset(client);
    }
  }

  /** As when a host is gone. */
  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;

    Connection(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    void pump() {
      Random chance = random;
      long bytes =
          chance == null ? Long.MAX_VALUE : meanBytes / 2 + chance.nextLong(meanBytes);
      Thread.startVirtualThread(() -> pump(client, server, bytes, false));
      Thread.startVirtualThread(() -> pump(server, client, Long.MAX_VALUE, true));
    }

    private void pump(Socket from, Socket to, long bytes, boolean answers) {
      byte[] buffer = new byte[16 * 1_024];
      long left = bytes;
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
          if (!answers) {
            requests.incrementAndGet();
          } else {
            LockSupport.parkNanos(delay.toNanos());
          }
          while (mode == Mode.HOLD) {
            LockSupport.parkNanos(1_000_000);
          }
          if (mode != Mode.SWALLOW || !answers) {
            out.write(buffer, 0, (int) Math.min(got, left));
          }
          left -= got;
          if (left <= 0) {
            cuts.incrementAndGet();
            cut();
          }
        }
      } catch (IOException e) {
        // One side has gone; the other is closed too.
      } finally {
        open.remove(this);
      }
    }

    void cut() {
      try {
        reset(client);
        reset(server);
      } catch (IOException e) {
        // It is closed already.
      }
    }
  }

  @Override
  public void close() throws IOException {
    front.close();
    open.forEach(Connection::cut);
  }
}
