package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.application.shared.Readiness;
import io.grpc.ServerBuilder;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.netty.channel.EventLoopGroup;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Sets the limits of the server before it is built, and lets {@code grpc.health.v1} answer the
 * readiness of this process.
 */
@Singleton
final class ServerLimits implements BeanCreatedEventListener<ServerBuilder<?>> {

  private final GrpcSettings settings;
  private final HealthStatusManager health;
  private final Readiness readiness;
  private final BoundedConnections connections;
  private final EventLoopGroup loops;

  /**
   * @param loops of NIO, shared with the drivers of stores that answer on them
   */
  ServerLimits(
      GrpcSettings settings,
      HealthStatusManager health,
      Readiness readiness,
      BoundedConnections connections,
      @Named("calls") EventLoopGroup loops) {
    this.connections = connections;
    this.loops = loops;
    this.settings = settings;
    this.health = health;
    this.readiness = readiness;
  }

  @Override
  public ServerBuilder<?> onCreated(BeanCreatedEvent<ServerBuilder<?>> event) {
    ServerBuilder<?> server = event.getBean();
    readiness.follow(this::publish);
    limit(server);
    if (server instanceof NettyServerBuilder netty) {
      netty
          .maxConcurrentCallsPerConnection(settings.maxStreams())
          .permitKeepAliveWithoutCalls(false)
          .bossEventLoopGroup(loops)
          .workerEventLoopGroup(loops)
          .channelFactory(connections);
    }
    if (settings.reflection()) {
      server.addService(ProtoReflectionServiceV1.newInstance());
    }
    return server;
  }

  /** Callbacks stay on the event loop: they decode and hand over, and never wait. */
  private void limit(ServerBuilder<?> server) {
    server
        .directExecutor()
        // Beyond this the transport cuts the stream; up to it we can say what is wrong.
        .maxInboundMessageSize(2 * settings.maxMessageBytes())
        // What is somewhat too much is refused by CallInterceptor, instead of ending as a fault.
        .maxInboundMetadataSize(8 * settings.maxMetadataBytes());
    set(settings.handshakeDeadline(), server::handshakeTimeout);
    set(settings.keepAlive(), server::keepAliveTime);
    set(settings.keepAliveTimeout(), server::keepAliveTimeout);
    set(settings.keepAlive(), server::permitKeepAliveTime);
    set(settings.maxIdle(), server::maxConnectionIdle);
    set(settings.maxAge(), server::maxConnectionAge);
    set(settings.maxStreamDeadline(), server::maxConnectionAgeGrace);
  }

  private static void set(Duration duration, BiConsumer<Long, TimeUnit> setting) {
    setting.accept(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void publish(Readiness.State state) {
    health.setStatus(
        HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
        state.ready() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }
}
