package dev.quintet.adapters.in.rest.kit;

import dev.quintet.application.shared.Connections;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes connections as far as there is room for them, and ends those whose head of a request does not
 * arrive in time: the server's idle timeout begins again with every byte.
 */
@Singleton
final class BoundedConnections
    implements BeanCreatedEventListener<NettyServerCustomizer.Registry>, NettyServerCustomizer {

  private static final AttributeKey<Connections.Connection> CONNECTION =
      AttributeKey.valueOf("quintet.connection");

  private static final long PAUSE_MILLIS = 1;

  private final Connections connections;
  private final long headMillis;

  BoundedConnections(Connections connections, RestSettings settings) {
    this.connections = connections;
    this.headMillis = settings.headDeadline().toMillis();
  }

  /** Somebody has shown a good key on the connection of that request. */
  static void known(HttpRequest<?> request) {
    if (request instanceof NettyHttpRequest<?> netty) {
      Channel channel = netty.getChannelHandlerContext().channel();
      Channel outer = channel.parent();
      Connections.Connection connection = channel.attr(CONNECTION).get();
      // Of HTTP/2, each request is a channel within that of the connection.
      connection = connection == null && outer != null ? outer.attr(CONNECTION).get() : connection;
      if (connection != null) {
        connection.known();
      }
    }
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(this);
    return event.getBean();
  }

  @Override
  public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
    if (role == ChannelRole.LISTENER) {
      // One at a time, so that a pause begins at once.
      if (channel.config().getRecvByteBufAllocator()
          instanceof MaxMessagesRecvByteBufAllocator accepting) {
        accepting.maxMessagesPerRead(1);
      }
      channel.pipeline().addFirst(new Accepted());
    }
    Connections.Connection connection = channel.attr(CONNECTION).get();
    if (role != ChannelRole.CONNECTION || connection == null) {
      return this;
    }
    if (connection.displaced()) {
      // Its pipeline is being built, by this thread.
      channel.eventLoop().execute(channel::close);
      return this;
    }
    return new NettyServerCustomizer() {
      @Override
      public void onInitialPipelineBuilt() {
        String codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
        if (channel.pipeline().get(codec) != null) {
          Head head = new Head(headMillis, connection);
          channel.pipeline().addBefore(codec, null, head.bytes());
          channel.pipeline().addAfter(codec, null, head);
        }
      }
    };
  }

  /** Stands before what hands an accepted connection to its event loop. */
  private final class Accepted extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Channel channel && !take(channel)) {
        channel.unsafe().closeForcibly();
      } else {
        context.fireChannelRead(message);
      }
      if (connections.crowded()) {
        pause(context.channel());
      }
    }
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
    if (connection != null) {
      channel.attr(CONNECTION).set(connection);
      channel.closeFuture().addListener(closed -> connection.closed());
    }
    return connection != null;
  }

  /** One that has no event loop yet is closed when its pipeline is built. */
  private static void end(Channel channel) {
    if (channel.isRegistered()) {
      channel.eventLoop().execute(channel::close);
    }
  }

  /** Closes a connection whose head of a request is not there in time. Used by its event loop only. */
  private static final class Head extends ChannelInboundHandlerAdapter {
    private final long millis;
    private final Connections.Connection connection;
    private @Nullable Future<?> alarm;
    private boolean answering;

    private Head(long millis, Connections.Connection connection) {
      this.connection = connection;
      this.millis = millis;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      awaited(context);
    }

    private void awaited(ChannelHandlerContext context) {
      if (alarm == null && !answering) {
        alarm = context.executor().schedule(() -> context.close(), millis, TimeUnit.MILLISECONDS);
      }
    }

    private void arrived() {
      answering = true;
      if (alarm != null) {
        alarm.cancel(false);
        alarm = null;
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof io.netty.handler.codec.http.HttpRequest) {
        arrived();
        connection.asked();
      }
      if (message instanceof LastHttpContent) {
        answering = false;
      }
      context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      arrived();
      context.fireChannelInactive();
    }

    /** Stands before the decoder, which says nothing while a head is not whole. */
    private ChannelInboundHandlerAdapter bytes() {
      return new ChannelInboundHandlerAdapter() {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
          awaited(context);
          context.fireChannelRead(bytes);
        }
      };
    }
  }
}
