package dev.quintet.adapters.out.postgresql.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server on this machine that counts what passes and can lose it. */
final class FaultyNetwork implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicLong requests = new AtomicLong();
  private volatile boolean requestsLost;
  private volatile boolean answersLost;

  FaultyNetwork(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How often a client has sent something; small requests are told apart when each is answered. */
  long requests() {
    return requests.get();
  }

  /** From now on the server hears everything and nobody hears the server. */
  void loseAnswers() {
    answersLost = true;
  }

  /** From now on the server hears nothing. */
  void loseRequests() {
    requestsLost = true;
  }

  /** Ends every connection. */
  void cut() {
    open.forEach(FaultyNetwork::close);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.addAll(List.of(client, server));
        Thread.startVirtualThread(() -> pump(client, server, true));
        Thread.startVirtualThread(() -> pump(server, client, false));
      }
    } catch (IOException e) {
      cut();
    }
  }

  private void pump(Socket from, Socket to, boolean fromClient) {
    byte[] buffer = new byte[8_192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (fromClient) {
          requests.incrementAndGet();
        }
        if (!(fromClient ? requestsLost : answersLost)) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // One side is gone: so is the other.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
