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
import java.util.concurrent.TimeUnit;

/** The driver and its threads. */
record DragonflyClient(RedisClient client, ClientResources resources) implements AutoCloseable {

  private static final int MOST_WAITING_COMMANDS = 16_384;

  static DragonflyClient of(DragonflyConfiguration configuration) {
    ClientResources resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
    RedisClient client = RedisClient.create(resources, server(configuration));
    client.setOptions(options(configuration));
    return new DragonflyClient(client, resources);
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

  /** Blocks until it is open. */
  StatefulRedisConnection<byte[], byte[]> connect() {
    return client.connect(ByteArrayCodec.INSTANCE);
  }

  @Override
  public void close() {
    client.shutdown(0, 1, TimeUnit.SECONDS);
    resources.shutdown(0, 1, TimeUnit.SECONDS);
  }
}
