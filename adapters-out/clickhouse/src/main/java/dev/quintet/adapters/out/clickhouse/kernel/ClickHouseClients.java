package dev.quintet.adapters.out.clickhouse.kernel;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.tenancy.Viewer;
import jakarta.annotation.PreDestroy;
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

  ClickHouseClients(ClickHouseConfiguration configuration, @Nullable Observer observer) {
    this.configuration = configuration;
    this.observer = Observer.orNone(observer);
  }

  /** Who watches what is sent. */
  Observer observer() {
    return observer;
  }

  public synchronized Client as(ClickHouseUser user) {
    if (closed) {
      throw new IllegalStateException("the clients of ClickHouse are closed");
    }
    return clients.computeIfAbsent(user, this::open);
  }

  /** Sends a statement, for whom it reads or for nobody, and waits until its answer begins. */
  QueryResponse send(
      ClickHouseUser user,
      @Nullable Viewer viewer,
      String id,
      Statement statement,
      Deadline deadline)
      throws Exception {
    QuerySettings settings = new QuerySettings().setQueryId(id);
    if (viewer != null) {
      settings.httpHeader(ClickHouseReads.TENANT_HEADER, viewer.tenant().value());
      if (viewer.user() != null) {
        settings.httpHeader(ClickHouseReads.USER_HEADER, viewer.user().value());
      }
    }
    settings.setNetworkTimeout(millis(deadline), ChronoUnit.MILLIS);
    return as(user).query(statement.text(), statement.parameters(viewer), settings).get();
  }

  /**
   * What is left of a deadline, at least one millisecond.
   *
   * @throws dev.quintet.domain.shared.ProblemException Unavailable when nothing is
   */
  static long millis(Deadline deadline) {
    if (deadline.expired()) {
      throw ClickHouseFailures.tooLate();
    }
    return Math.max(1, deadline.remaining().toMillis());
  }

  private Client open(ClickHouseUser user) {
    return new Client.Builder()
        .addEndpoint(configuration.url().toString())
        .setUsername(user.login())
        .setDefaultDatabase(database(user))
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

  /** Where a statement finds what it does not qualify: views, each reader its own. */
  private static String database(ClickHouseUser user) {
    return switch (user) {
      case READER -> Table.VIEWS;
      case CONFINED -> Table.CONFINED_VIEWS;
      case ADMIN, WRITER, ROLLUP, WATCHER, DEFINER, CONFINED_DEFINER -> "default";
    };
  }

  private String password(ClickHouseUser user) {
    return switch (user) {
      case ADMIN -> configuration.adminPassword();
      case WRITER -> configuration.writerPassword();
      case READER -> configuration.readerPassword();
      case CONFINED -> configuration.confinedPassword();
      case ROLLUP -> configuration.rollupPassword();
      case WATCHER -> configuration.watcherPassword();
      case DEFINER, CONFINED_DEFINER ->
          throw new IllegalArgumentException("nobody logs in as " + user.login());
    };
  }

  private int connections(ClickHouseUser user) {
    return switch (user) {
      case WRITER -> configuration.writeConnections();
      case READER, CONFINED -> configuration.readConnections();
      case ADMIN, ROLLUP -> 4;
      case WATCHER, DEFINER, CONFINED_DEFINER -> 8;
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
