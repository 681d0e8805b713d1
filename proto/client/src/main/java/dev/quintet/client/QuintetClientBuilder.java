package dev.quintet.client;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says how to reach a service. By default: {@code 127.0.0.1:8080}, plaintext on loopback and TLS
 * elsewhere, 30 s for a call, 10 min for a streamed answer, retries for 60 s.
 */
public final class QuintetClientBuilder {

  private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
  private static final int KEEP_ALIVE_SECONDS = 60;
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

  private String host = "127.0.0.1";
  private int port = 8080;
  private @Nullable String key;
  private @Nullable String tenant;
  private @Nullable String user;
  private @Nullable ChannelCredentials credentials;
  private @Nullable ManagedChannelBuilder<?> transport;
  private Duration deadline = Duration.ofSeconds(30);
  private Duration streamDeadline = Duration.ofMinutes(10);
  private Duration giveUpAfter = Duration.ofSeconds(60);

  QuintetClientBuilder() {}

  public QuintetClientBuilder endpoint(String host, int port) {
    this.host = host;
    this.port = port;
    return this;
  }

  public QuintetClientBuilder key(String key) {
    this.key = printable("key", key);
    return this;
  }

  /** The only user of the tenant to act for: nothing of others is there. */
  public QuintetClientBuilder onBehalfOf(String user) {
    this.user = printable("user", user);
    return this;
  }

  /** The tenant to speak for, where the key speaks for several. */
  public QuintetClientBuilder tenant(String tenant) {
    this.tenant = printable("tenant", tenant);
    return this;
  }

  /** TLS with the given trust or client certificate, instead of the JDK's trust. */
  public QuintetClientBuilder tls(TlsChannelCredentials.Builder tls) {
    this.credentials = tls.build();
    return this;
  }

  /** No TLS, although the service is not on loopback: the key can be read on the way. */
  public QuintetClientBuilder plaintext() {
    this.credentials = InsecureChannelCredentials.create();
    return this;
  }

  /** Longest that an answer is waited for. */
  public QuintetClientBuilder deadline(Duration deadline) {
    this.deadline = positive("deadline", deadline);
    return this;
  }

  /** Longest that an answer of many messages may take in all. */
  public QuintetClientBuilder streamDeadline(Duration deadline) {
    this.streamDeadline = positive("streamDeadline", deadline);
    return this;
  }

  /** How long calls that can be repeated are repeated while the service is away; zero: never. */
  public QuintetClientBuilder giveUpAfter(Duration giveUpAfter) {
    this.giveUpAfter = Objects.requireNonNull(giveUpAfter);
    return this;
  }

  /** A transport of our own tests. */
  QuintetClientBuilder transport(ManagedChannelBuilder<?> transport) {
    this.transport = transport;
    return this;
  }

  /** Connects at the first call. */
  public QuintetClient build() {
    if (transport != null) {
      return client(transport, () -> {});
    }
    // gRPC's own threads outlive the last client by a second, and the end of a JVM waits 300 ms for
    // threads that wait for a network.
    EventLoopGroup threads =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("quintet-client", true), NioIoHandler.newFactory());
    return client(
        NettyChannelBuilder.forAddress(host, port, credentials())
            .channelType(NioSocketChannel.class)
            .eventLoopGroup(threads)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS),
        () -> threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS));
  }

  private QuintetClient client(ManagedChannelBuilder<?> builder, Runnable end) {
    ManagedChannel channel = builder.maxInboundMessageSize(MAX_MESSAGE_BYTES).build();
    return new QuintetClient(
        new Connection(channel, key, tenant, user, deadline, streamDeadline, giveUpAfter), end);
  }

  private ChannelCredentials credentials() {
    if (credentials != null) {
      return credentials;
    }
    return loopback() ? InsecureChannelCredentials.create() : TlsChannelCredentials.create();
  }

  private boolean loopback() {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }

  private static String printable(String field, String value) {
    if (!PRINTABLE.matcher(value).matches()) {
      throw QuintetException.invalid(field, "must be printable ASCII without spaces");
    }
    return value;
  }

  private static Duration positive(String field, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw QuintetException.invalid(field, "must be positive");
    }
    return value;
  }
}
