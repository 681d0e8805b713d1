package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.Client;
import dev.quintet.domain.shared.Observer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One client per user, opened on first use. */
@Singleton
public final class ClickHouseClients implements AutoCloseable {

  /** Below the server's own, so that it never closes a connection that we are about to use. */
  private static final long KEEP_ALIVE_MILLIS = 1_500;

  private static final int NETWORK_BUFFER_BYTES = 1 << 16;

  private final ClickHouseConfiguration configuration;
  private final Observer observer;
  private final Map<ClickHouseUser, Client> clients = new EnumMap<>(ClickHouseUser.class);
  private boolean closed;

  @Inject
  ClickHouseClients(ClickHouseConfiguration configuration, @Nullable Observer observer) {
    this.configuration = configuration;
    this.observer = Observer.orNone(observer);
  }

  ClickHouseClients(ClickHouseConfiguration configuration) {
    this(configuration, null);
  }

  /** Who watches what is sent. */
  public Observer observer() {
    return observer;
  }

  public synchronized Client as(ClickHouseUser user) {
    if (closed) {
      throw new IllegalStateException("the clients of ClickHouse are closed");
    }
    return clients.computeIfAbsent(user, this::open);
  }

  private Client open(ClickHouseUser user) {
    return new Client.Builder()
        .addEndpoint(configuration.url().toString())
        .setUsername(user.login())
        .setPassword(password(user))
        .useHTTPBasicAuth(false)
        .setMaxConnections(connections(user))
        .setConnectTimeout(configuration.connectTimeout().toMillis(), ChronoUnit.MILLIS)
        .setConnectionRequestTimeout(configuration.connectTimeout().toMillis(), ChronoUnit.MILLIS)
        .setKeepAliveTimeout(KEEP_ALIVE_MILLIS, ChronoUnit.MILLIS)
        .setSocketTcpNodelay(true)
        .setClientNetworkBufferSize(NETWORK_BUFFER_BYTES)
        .compressClientRequest(false)
        .compressServerResponse(false)
        .setMaxRetries(0)
        .retryOnFailures()
        .useAsyncRequests(false)
        .build();
  }

  private String password(ClickHouseUser user) {
    return switch (user) {
      case ADMIN -> configuration.adminPassword();
      case WRITER -> configuration.writerPassword();
      case READER -> configuration.readerPassword();
      case ROLLUP -> configuration.rollupPassword();
      case WATCHER -> configuration.watcherPassword();
      case DEFINER -> throw new IllegalArgumentException("nobody logs in as " + user.login());
    };
  }

  private int connections(ClickHouseUser user) {
    return switch (user) {
      case WRITER -> configuration.writeConnections();
      case READER -> configuration.readConnections();
      case ADMIN, ROLLUP -> 4;
      case WATCHER, DEFINER -> 8;
    };
  }

  @Override
  @PreDestroy
  public synchronized void close() {
    closed = true;
    clients.values().forEach(Client::close);
    clients.clear();
  }
}
