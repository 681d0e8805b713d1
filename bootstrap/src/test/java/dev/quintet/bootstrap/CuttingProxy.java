package dev.quintet.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a service and breaks connections after random numbers of bytes. */
final class CuttingProxy implements AutoCloseable {

  private final ServerSocket front;
  private final int servicePort;
  private final Random random;
  private final int meanBytes;
  private final AtomicInteger cuts = new AtomicInteger();

  CuttingProxy(int servicePort, Random random, int meanBytes) throws IOException {
    this.front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.servicePort = servicePort;
    this.random = random;
    this.meanBytes = meanBytes;
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return front.getLocalPort();
  }

  int cuts() {
    return cuts.get();
  }

  private void accept() {
    while (!front.isClosed()) {
      try {
        Socket client = front.accept();
        Socket service = new Socket(InetAddress.getLoopbackAddress(), servicePort);
        long up = meanBytes / 2 + random.nextLong(meanBytes);
        Thread.startVirtualThread(() -> pump(client, service, up));
        Thread.startVirtualThread(() -> pump(service, client, Long.MAX_VALUE));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void pump(Socket from, Socket to, long bytes) {
    byte[] buffer = new byte[16 * 1_024];
    long left = bytes;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
        out.write(buffer, 0, (int) Math.min(got, left));
        left -= got;
        if (left <= 0) {
          cuts.incrementAndGet();
          from.setSoLinger(true, 0); // a reset, as when a host is gone
          return;
        }
      }
    } catch (IOException e) {
      // The other direction was cut.
    }
  }

  @Override
  public void close() throws IOException {
    front.close();
  }
}
