package dev.quintet.adapters.out.dragonfly;

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
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The driver and its threads.
 *
 * @param clients one for each event loop of the service, or one with loops of its own
 */
record DragonflyClient(List<RedisClient> clients, List<EventLoop> loops, ClientResources resources)
    implements AutoCloseable {

  private static final int MOST_WAITING_COMMANDS = 16_384;

  /**
   * @param loops that calls are answered on; null: the driver makes its own
   */
  static DragonflyClient of(
      DragonflyConfiguration configuration, @Nullable EventLoopGroup loops) {
    ClientResources resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
    List<EventLoop> each = new ArrayList<>();
    if (loops != null) {
      loops.forEach(loop -> each.add((EventLoop) loop));
    }
    List<RedisClient> clients =
        each.isEmpty()
            ? List.of(client(resources, configuration))
            : each.stream().map(loop -> client(on(loop, resources), configuration)).toList();
    return new DragonflyClient(clients, each, resources);
  }

  private static RedisClient client(
      ClientResources resources, DragonflyConfiguration configuration) {
    RedisClient client = RedisClient.create(resources, server(configuration));
    client.setOptions(options(configuration));
    return client;
  }

  /** Does not end the loop, which is not the driver's. */
  private static ClientResources on(EventLoop loop, ClientResources resources) {
    return resources.mutate().eventLoopGroupProvider(new OneLoop(loop)).build();
  }

  private record OneLoop(EventLoop loop) implements EventLoopGroupProvider {

    @Override
    @SuppressWarnings("unchecked")
    public <T extends EventLoopGroup> T allocate(Class<T> type) {
      return (T) loop;
    }

    @Override
    public int threadPoolSize() {
      return 1;
    }

    @Override
    public Future<Boolean> release(
        EventExecutorGroup group, long quietPeriod, long timeout, TimeUnit unit) {
      return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
    }

    @Override
    public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
      return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
    }
  }

  private static RedisURI server(DragonflyConfiguration configuration) {
    RedisURI.Builder server =
        RedisURI.builder()
            .withHost(configuration.host())
            .withPort(configuration.port())
            .withTimeout(configuration.connectTimeout());
    String password = configuration.password();
    if (password != null) {
      server.withPassword(password.toCharArray());
    }
    return server.build();
  }

  /** The driver itself never opens a connection again: it would repeat what callers gave up. */
  private static ClientOptions options(DragonflyConfiguration configuration) {
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

  /** Blocks until all are open. */
  DragonflyConnections connect() {
    List<StatefulRedisConnection<byte[], byte[]>> opened = new ArrayList<>();
    try {
      for (RedisClient client : clients) {
        opened.add(client.connect(ByteArrayCodec.INSTANCE));
      }
      return new DragonflyConnections(opened, loops);
    } catch (RuntimeException e) {
      opened.forEach(StatefulRedisConnection::closeAsync);
      throw e;
    }
  }

  @Override
  public void close() {
    clients.forEach(client -> client.shutdown(0, 1, TimeUnit.SECONDS));
    resources.shutdown(0, 1, TimeUnit.SECONDS);
  }
}
