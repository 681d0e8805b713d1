package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.application.shared.Connections;
import dev.quintet.domain.shared.Observer;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections as far as there is room for them, and ends those that do not begin to speak: the
 * transport would wait two minutes for a handshake, and for its first bytes for ever.
 */
@Singleton
final class BoundedConnections implements ChannelFactory<ServerChannel> {

  /** Of the preface of HTTP/2, and less than a handshake of TLS begins with. */
  private static final int FIRST_BYTES = 24;

  private static final long PAUSE_MILLIS = 1;

  private final Connections connections;
  private final GrpcSettings settings;

  /** By the address and port of their other end. */
  private final Map<SocketAddress, Connections.Connection> open = new ConcurrentHashMap<>();

  BoundedConnections(
      Connections connections, GrpcSettings settings, @Nullable Observer observer) {
    Observer seen = Observer.orNone(observer);
    String callers = "Connections of callers that are open, and that were ended for others since the start";
    seen.gauge("caller_connections", "open", callers, connections::open);
    seen.gauge("caller_connections", "ended", callers, connections::ended);
    this.connections = connections;
    this.settings = settings;
  }

  /** A call has come by that connection, whose key is looked at next. */
  void asked(Attributes transport) {
    of(transport).ifPresent(Connections.Connection::asked);
  }

  /** Somebody has shown a good key on the connection of that call. */
  void known(Attributes transport) {
    of(transport).ifPresent(Connections.Connection::known);
  }

  private Optional<Connections.Connection> of(Attributes transport) {
    return Optional.ofNullable(transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)).map(open::get);
  }

  @Override
  public ServerChannel newChannel() {
    return new NioServerSocketChannel() {
      @Override
      protected int doReadMessages(List<Object> accepted) throws Exception {
        if (connections.crowded()) {
          pause(this);
          return 0;
        }
        int count = super.doReadMessages(accepted);
        if (count > 0 && accepted.getLast() instanceof Channel channel && !take(channel)) {
          accepted.removeLast();
          channel.unsafe().closeForcibly();
          return 0;
        }
        return count;
      }
    };
  }

  /** The system keeps those that come meanwhile. */
  private static void pause(Channel acceptor) {
    acceptor.config().setAutoRead(false);
    acceptor
        .eventLoop()
        .schedule(() -> acceptor.config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private boolean take(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
      return false;
    }
    Connections.Connection connection =
        connections.open(remote.getAddress(), () -> end(channel));
    if (connection == null) {
      return false;
    }
    open.put(remote, connection);
    channel
        .closeFuture()
        .addListener(
            closed -> {
              open.remove(remote, connection);
              connection.closed();
            });
    channel
        .pipeline()
        .addLast(new FirstBytes(settings.handshakeDeadline().toMillis(), connection));
    return true;
  }

  /** One that was accepted together with the one that it makes room for has no loop yet. */
  private static void end(Channel channel) {
    if (channel.isRegistered()) {
      channel.eventLoop().execute(channel::close);
    }
  }

  /** Closes a connection of which too few bytes have come in time. */
  private static final class FirstBytes extends ChannelInboundHandlerAdapter {
    private final long millis;
    private final Connections.Connection connection;
    private int missing = FIRST_BYTES;

    private FirstBytes(long millis, Connections.Connection connection) {
      this.millis = millis;
      this.connection = connection;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (connection.displaced()) {
        context.close();
        return;
      }
      context
          .executor()
          .schedule(
              () -> {
                if (missing > 0) {
                  context.close();
                }
              },
              millis,
              TimeUnit.MILLISECONDS);
      context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      missing -= bytes instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
      context.fireChannelRead(bytes);
      if (missing <= 0) {
        context.pipeline().remove(this);
      }
    }
  }
}
