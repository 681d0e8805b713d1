package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreSetup;
import dev.quintet.domain.tenancy.IsolationProbe;
import dev.quintet.engines.ClickHouseEngine;
import dev.quintet.engines.SharedEngines;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The adapter over an engine, wired as in the service. */
public final class TestClickHouse implements AutoCloseable {

  private static final class Shared {
    static final TestClickHouse INSTANCE = new TestClickHouse(SharedEngines.clickHouse());

    static {
      INSTANCE.setup.migrate(Deadline.after(Duration.ofSeconds(60)));
    }
  }

  public final ClickHouseClients clients;
  public final ClickHouseReads reads;
  public final ClickHouseWrites writes;
  public final ClickHouseAdmin admin;
  public final StoreSetup setup;
  public final IsolationProbe probe;
  private final ApplicationContext context;

  public TestClickHouse(ClickHouseEngine engine) {
    context = ApplicationContext.run(properties(engine));
    clients = bean(ClickHouseClients.class);
    reads = bean(ClickHouseReads.class);
    writes = bean(ClickHouseWrites.class);
    admin = bean(ClickHouseAdmin.class);
    setup = bean(StoreSetup.class);
    probe = bean(IsolationProbe.class);
  }

  /** Over the engine that all tests share, migrated. */
  public static TestClickHouse shared() {
    return Shared.INSTANCE;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  private static Map<String, Object> properties(ClickHouseEngine engine) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("quintet.clickhouse.url", engine.httpUrl());
    properties.put("quintet.clickhouse.rollup-delay", "50ms");
    for (String user : List.of("admin", "writer", "reader", "rollup", "watcher")) {
      properties.put(
          "quintet.clickhouse." + user + "-password", engine.password("quintet_" + user));
    }
    return properties;
  }

  @Override
  public void close() {
    context.close();
  }
}
