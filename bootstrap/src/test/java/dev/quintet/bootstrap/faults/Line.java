package dev.quintet.bootstrap.faults;

import dev.quintet.bootstrap.DataDirectory;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The way to a service that comes back on another port each time it is started. */
final class Line implements AutoCloseable {

  private final DataDirectory data;
  private int port;
  private @Nullable ManagedChannel channel;

  Line(DataDirectory data) {
    this.data = data;
  }

  synchronized Channel channel() {
    OptionalInt now = data.port("grpc");
    ManagedChannel known = channel;
    if (known != null && (now.isEmpty() || now.getAsInt() == port)) {
      return known;
    }
    close();
    port = now.orElse(1); // while there is none: nobody listens there
    known = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    channel = known;
    return known;
  }

  @Override
  public synchronized void close() {
    if (channel != null) {
      channel.shutdownNow();
    }
  }
}
