package dev.quintet.adapters.in.grpc;

import dev.quintet.adapters.out.memory.MemoryAdapters;
import dev.quintet.adapters.out.memory.MemoryApiKeyStore;
import dev.quintet.adapters.out.memory.MemoryFillIndex;
import dev.quintet.adapters.out.memory.MemoryOutboxStore;
import dev.quintet.adapters.out.memory.MemoryStatementStore;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.Activities;
import dev.quintet.application.marketdata.IngestionSettings;
import dev.quintet.application.marketdata.TickIngestion;
import dev.quintet.application.platform.CallTimes;
import dev.quintet.application.platform.RunningProcess;
import dev.quintet.application.shared.Readiness;
import dev.quintet.application.shared.Connections;
import dev.quintet.application.shared.Workers;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetClientBuilder;
import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The real server on a free loopback port, with real activities over memory. */
final class GrpcServer implements AutoCloseable {

  static final Metadata.Key<String> AUTHORIZATION = key("authorization");
  static final Metadata.Key<String> TENANT = key("x-tenant-id");
  static final Metadata.Key<String> KIND = key("quintet-problem-kind");
  static final Metadata.Key<String> FIELD = key("quintet-problem-field");
  static final Metadata.Key<String> RETRY_AFTER = key("retry-after-millis");

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  final Clock clock = Clock.systemUTC();
  final ScriptedTickStore ticks = new ScriptedTickStore();
  final MemoryTenantStore tenants = new MemoryTenantStore();

  /** Names of the threads that looked up a tenant. */
  final Set<String> lookUps = ConcurrentHashMap.newKeySet();

  final MemoryApiKeyStore keyStore = new MemoryApiKeyStore();
  final MemoryStatementStore statements = new MemoryStatementStore();
  final MemoryUsageLedger usage = new MemoryUsageLedger(clock);
  private final List<Object> memory =
      MemoryAdapters.ofEveryPort(clock, ticks.memory(), usage);
  final MemoryOutboxStore outbox = memory(MemoryOutboxStore.class);
  private final MemoryFillIndex index = memory(MemoryFillIndex.class);
  final Keys keys;
  final Metering metering;
  final Readiness readiness;
  final CallTimes callTimes;
  final ApplicationContext context;
  final int port;

  final Connections connections = new Connections(200, 100);
  private final Workers workers = Workers.of(2);
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  final TickIngestion ingestion;
  private final Activities activities;
  private final GrpcEmbeddedServer server;
  private final ManagedChannel shared;
  private final List<Runnable> opened = new ArrayList<>();

  static GrpcServer open() {
    return new GrpcServer(Map.of());
  }

  static GrpcServer open(Map<String, Object> settings) {
    return new GrpcServer(settings);
  }

  <T> T memory(Class<T> type) {
    return memory.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  /** Gives the analytical store what was recorded of the tenant. */
  void deliverFills(TenantId tenant) {
    deliver(tenant, FillChange.to(index));
  }

  /** Gives a store what was recorded of that kind. */
  void deliver(TenantId tenant, Projection projection) {
    OutboxStore.Turn unused =
        outbox.deliver(
            new OutboxStore.Lane(tenant, projection.store()),
            Set.of(projection.kind()),
            1_000,
            rows -> {
              projection.work().accept(rows, soon());
              return new Delivery(rows, List.of(), List.of(), null);
            },
            soon());
  }

  private GrpcServer(Map<String, Object> settings) {
    activities =
        new Activities(
            Activities.Ports.of(
                Stream.concat(
                        Stream.of(
                            ticks,
                            watched(tenants),
                            keyStore,
                            statements),
                        memory.stream())
                    .toArray()),
            new Activities.Surroundings(
                clock,
                new SecureRandom(),
                UUID::randomUUID,
                GrpcServer::process,
                new Activities.Bounds(IngestionSettings.of(3_000_000, 800_000), 32)));
    ingestion = activities.get(TickIngestion.class);
    keys = activities.get(Keys.class);
    metering = activities.get(Metering.class);
    readiness = activities.get(Readiness.class);
    callTimes = activities.get(CallTimes.class);
    Map<String, Object> properties = new HashMap<>();
    properties.put("grpc.server.port", 0);
    properties.put("grpc.server.host", "127.0.0.1");
    properties.put("grpc.server.await-termination", "1s");
    properties.putAll(settings);
    context =
        ApplicationContext.builder()
            .properties(properties)
            .singletons(clock, workers, connections)
            .singletons(activities.all())
            .build()
            .registerSingleton(EventLoopGroup.class, loops, Qualifiers.byName("calls"));
    context.start();
    server = context.getBean(GrpcEmbeddedServer.class);
    server.start();
    port = server.getPort();
    shared = channel();
  }

  private TenantStore watched(TenantStore store) {
    return (TenantStore)
        Proxy.newProxyInstance(
            TenantStore.class.getClassLoader(),
            new Class<?>[] {TenantStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("find")) {
                lookUps.add(Thread.currentThread().getName());
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static RunningProcess process() {
    return new RunningProcess("test", Duration.ZERO, null, 0, null);
  }

  /** Those of our own services: a new one is among them. */
  Stream<MethodDescriptor<?, ?>> methods() {
    return server.getServer().getServices().stream()
        .flatMap(service -> service.getMethods().stream())
        .<MethodDescriptor<?, ?>>map(method -> method.getMethodDescriptor())
        .filter(method -> method.getFullMethodName().startsWith("quintet."));
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(10));
  }

  /** A new active tenant. */
  TenantId tenant() {
    TenantId id = new TenantId("t" + NUMBERS.incrementAndGet());
    tenants.register(
        new Tenant(id, "Tenant", Tier.PRO, Tenant.State.PROVISIONING, clock.instant()), soon());
    tenants.provision(id, soon());
    return id;
  }

  /** What was recorded of the tenant's usage. */
  long metered(TenantId tenant, UsageType type) {
    return usage.events(null, Integer.MAX_VALUE - 1, soon()).page().items().stream()
        .map(RecordedUsage::event)
        .filter(event -> event.subject().tenant().equals(tenant) && event.type() == type)
        .mapToLong(UsageEvent::count)
        .sum();
  }

  String key(Role role, TenantId tenant) {
    return keys.issue(role, new TenantScope.One(tenant), soon()).text();
  }

  String key(Role role, TenantScope scope) {
    return keys.issue(role, scope, soon()).text();
  }

  /** A service key of a new tenant. */
  String serviceKey() {
    return key(Role.SERVICE, tenant());
  }

  /** A connection of its own. */
  ManagedChannel channel() {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    opened.add(channel::shutdownNow);
    return channel;
  }

  /** The connection that calls share. */
  Channel channel(Metadata headers) {
    return ClientInterceptors.intercept(
        shared, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  static Metadata bearer(String key) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + key);
    return headers;
  }

  MarketDataServiceGrpc.MarketDataServiceBlockingV2Stub marketData(String key) {
    return marketData(bearer(key));
  }

  MarketDataServiceGrpc.MarketDataServiceBlockingV2Stub marketData(Metadata headers) {
    return MarketDataServiceGrpc.newBlockingV2Stub(channel(headers))
        .withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  QuintetClient client(String key) {
    return client(QuintetClient.builder().key(key).giveUpAfter(Duration.ofSeconds(10)));
  }

  QuintetClient client(QuintetClientBuilder builder) {
    QuintetClient client = builder.endpoint("127.0.0.1", port).build();
    opened.add(client::close);
    return client;
  }

  /** Stops the server as the bootstrap does; everything else lives on. */
  void stop() {
    server.stop();
  }

  @Override
  public void close() {
    ticks.script = () -> {};
    for (Runnable each : opened.reversed()) {
      each.run();
    }
    context.close();
    activities.close();
    workers.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
