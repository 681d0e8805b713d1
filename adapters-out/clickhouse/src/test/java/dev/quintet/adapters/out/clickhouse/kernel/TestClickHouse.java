package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.adapters.out.clickhouse.ClickHouseSchema;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.writes.ProcessId;
import dev.quintet.engines.ClickHouseEngine;
import dev.quintet.engines.SharedEngines;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The adapter over an engine, wired as in the service. */
public final class TestClickHouse implements AutoCloseable {

  private static final class Shared {
    static final TestClickHouse INSTANCE =
        new TestClickHouse(SharedEngines.clickHouse(ClickHouseSchema.usersXml()));

    static {
      INSTANCE.store.migrate(Deadline.after(Duration.ofSeconds(60)));
    }
  }

  public final ClickHouseClients clients;
  public final ClickHouseReads reads;
  public final ClickHouseWrites writes;
  final ClickHouseAdmin admin;
  public final Store store;
  private final ApplicationContext context;

  public TestClickHouse(ClickHouseEngine engine) {
    this(engine, engine.httpUrl());
  }

  /**
   * @param url where the adapter believes the engine to be
   */
  public TestClickHouse(ClickHouseEngine engine, String url) {
    context = ApplicationContext.builder(properties(engine, url))
            .singletons(ProcessId.random())
            .start();
    clients = bean(ClickHouseClients.class);
    reads = bean(ClickHouseReads.class);
    writes = bean(ClickHouseWrites.class);
    admin = bean(ClickHouseAdmin.class);
    store = bean(Store.class);
  }

  /** Over the engine that all tests share, migrated. */
  public static TestClickHouse shared() {
    return Shared.INSTANCE;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Of that projection. */
  public GenerationIndex generations(String projection) {
    return context.getBean(GenerationIndex.class, Qualifiers.byName(projection));
  }

  private static Map<String, Object> properties(ClickHouseEngine engine, String url) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("quintet.clickhouse.url", url);
    properties.put("quintet.clickhouse.rollup-delay", "50ms");
    for (String user : List.of("admin", "writer", "reader", "confined", "rollup", "watcher")) {
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
