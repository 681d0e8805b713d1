package dev.quintet.bootstrap;

import dev.quintet.adapters.out.clickhouse.ClickHouseSchema;
import dev.quintet.application.Activities;
import dev.quintet.application.marketdata.ReceiptClock;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.subscriptions.UsageKeeping;
import dev.quintet.application.platform.Jobs;
import dev.quintet.application.writes.UnfinishedWrites;
import dev.quintet.application.shared.Parallel;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.writes.Once;
import dev.quintet.engines.EngineFiles;
import dev.quintet.engines.EngineHome;
import dev.quintet.engines.EngineSupervisor;
import dev.quintet.engines.Engines;
import dev.quintet.engines.StartProgress;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A service that is ready: stores migrated and checked, servers listening. It ends in the opposite
 * order: servers, writers, clients, engines.
 */
public final class Service implements AutoCloseable {

  /** The setting by which a service has Weaviate: in the embedded wiring it is started then. */
  public static final String WEAVIATE = "quintet.weaviate.enabled";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final DataDirectory data;
  private final DataLock lock;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Engines engines;
  private @Nullable EngineSupervisor supervisor;
  private @Nullable ApplicationContext context;
  private @Nullable Activities activities;
  private @Nullable NettyEmbeddedServer http;
  private int httpPort;
  private int grpcPort;
  private Duration afterDatabases = Duration.ZERO;
  private final Map<String, Object> stores = new HashMap<>();

  private Service(DataDirectory data, DataLock lock) {
    this.data = data;
    this.lock = lock;
  }

  /**
   * Starts everything and returns when callers can be served.
   *
   * @throws DataDirectory.AlreadyRunning when another process serves this directory
   */
  public static Service start(
      DataDirectory data, ServiceSettings settings, StartProgress progress) {
    Service service = new Service(data, data.lock());
    Runtime.getRuntime().addShutdownHook(new Thread(service::close, "quintet-shutdown"));
    try {
      service.run(settings, progress);
      return service;
    } catch (RuntimeException | Error e) {
      try {
        service.close();
      } catch (RuntimeException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /**
   * Ends the engines of a service that was killed.
   *
   * @return how many processes there were
   */
  public static int endOrphans(DataDirectory data) {
    if (!Files.isDirectory(data.engines())) {
      return 0;
    }
    try (DataLock taken = data.lock()) {
      return Engines.endOrphans(taken.directory().engines());
    }
  }

  /** The statements that make the users of a ClickHouse server of one's own. */
  public static String clickHouseUsers() {
    return ClickHouseSchema.usersSql();
  }

  private void run(ServiceSettings settings, StartProgress progress) {
    lock.publish();
    data.createLog();
    System.setProperty("quintet.log.file", data.log().toString());
    stores.putAll(settings.overrides());
    step(progress, "build the service", () -> check(settings));
    ApplicationContext beans = beans();
    if (settings.wiring() == Wiring.EMBEDDED) {
      EngineHome home = EngineHome.in(data.engines(), EngineFiles.ofUser(), progress);
      boolean withWeaviate = beans.getProperty(WEAVIATE, Boolean.class).orElse(false);
      engines = Engines.start(home, ClickHouseSchema.usersXml(), withWeaviate);
      supervisor = EngineSupervisor.of(engines);
      EmbeddedWiring.properties(engines, home).forEach(stores::putIfAbsent);
      beans.getEnvironment().addPropertySource(PropertySource.of("engines", stores));
    }
    long databasesReady = System.nanoTime();
    activities = ProcessFactory.activities(beans, data);
    Parallel.forEach(
        List.of(
            () -> beans.getBean(Preparation.class).run(data, settings.wiring(), progress),
            () -> beans.getBean(NettyEmbeddedServer.class)),
        Runnable::run);
    step(
        progress,
        "settle unfinished writes",
        () -> beans.getBean(UnfinishedWrites.class).begin());
    step(progress, "make months of usage ready", () -> beans.getBean(UsageKeeping.class).begin());
    beans
        .getBean(ReceiptClock.class)
        .goOnAfterRecorded(
            beans.getBean(TenantStore.class), beans.getBean(Once.class), Deadline.after(PATIENCE));
    beans.getBean(Deliveries.class).begin();
    step(progress, "start the servers", () -> startServers(beans));
    beans.getBean(Jobs.class).begin();
    beans.getBean(ServiceWatch.class).start();
    data.publishPorts(httpPort, grpcPort);
    afterDatabases = Duration.ofNanos(System.nanoTime() - databasesReady);
  }

  /** Finds what would stop the start, before anything is started or removed. */
  private void check(ServiceSettings settings) {
    data.checkFiles();
    Map<String, Object> properties = new HashMap<>(stores);
    properties.put("micronaut.server.port", settings.httpPort() == 0 ? -1 : settings.httpPort());
    properties.put("grpc.server.port", settings.grpcPort());
    context = build(settings.wiring(), properties);
    KnownSettings.check(beans());
    if (settings.wiring() == Wiring.SERVERS) {
      KnownSettings.checkValues(beans());
    } else {
      EmbeddedWiring.placeholders().forEach(properties::putIfAbsent);
      try (ApplicationContext trial = build(settings.wiring(), properties)) {
        KnownSettings.checkValues(trial);
      }
    }
    // Both at once: they must not be the same port.
    try (ServerSocket _ = checkFree("--http", "micronaut.server.host", settings.httpPort());
        ServerSocket _ = checkFree("--grpc", "grpc.server.host", settings.grpcPort())) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot free the ports again", e);
    }
  }

  private ServerSocket checkFree(String option, String hostKey, int port) throws IOException {
    String host = beans().getProperty(hostKey, String.class).orElse("0.0.0.0");
    ServerSocket probe = new ServerSocket();
    try {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return probe;
    } catch (IOException e) {
      probe.close();
      throw new IllegalStateException(
          "cannot listen on port %d of %s (%s); name another one with %s, or 0 for any free one"
              .formatted(port, host, hostKey, option),
          e);
    }
  }

  private ApplicationContext build(Wiring wiring, Map<String, Object> properties) {
    return ApplicationContext.builder()
        .singletons(data)
        .deduceEnvironment(false)
        .environments(wiring.environment())
        .properties(properties)
        .start();
  }

  private void startServers(ApplicationContext beans) {
    // The gRPC server follows the HTTP server's start.
    NettyEmbeddedServer opened = beans.getBean(NettyEmbeddedServer.class);
    http = opened;
    opened.start();
    httpPort = opened.getPort();
    grpcPort = beans.getBean(GrpcEmbeddedServer.class).getServer().getPort();
  }

  static void step(StartProgress progress, String name, Runnable work) {
    progress.begun(name);
    long from = System.nanoTime();
    work.run();
    progress.finished(name, Duration.ofNanos(System.nanoTime() - from));
  }

  /** What the service is made of, for those who measure it from inside. */
  ApplicationContext beans() {
    if (context == null) {
      throw new IllegalStateException("not started");
    }
    return context;
  }

  /** Where the stores are: what another service on them needs to know, passwords included. */
  public Map<String, Object> stores() {
    return Map.copyOf(stores);
  }

  public int httpPort() {
    return httpPort;
  }

  public int grpcPort() {
    return grpcPort;
  }

  /** How long it took from the last database that answered to the readiness of the service. */
  public Duration afterDatabases() {
    return afterDatabases;
  }

  /** Waits until the service was closed, by a signal or otherwise. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (ended.getCount() == 0) {
        return;
      }
      data.withdrawPorts();
      try {
        endContext();
      } finally {
        try {
          endEngines();
        } finally {
          lock.close();
          ended.countDown();
        }
      }
    }
  }

  private void endContext() {
    if (context == null) {
      return;
    }
    try {
      if (http != null && context.isRunning()) {
        context.getBean(ServiceWatch.class).stop();
        context.getBean(GrpcEmbeddedServer.class).stop();
        http.stopServerOnly();
      }
      if (activities != null) {
        activities.close();
      }
    } finally {
      context.close();
    }
  }

  private void endEngines() {
    if (supervisor != null) {
      supervisor.close();
    }
    if (engines != null) {
      engines.close();
    }
  }
}
