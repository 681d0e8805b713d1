package dev.quintet.adapters.out.weaviate;

import dev.quintet.domain.platform.Store;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.engines.SharedEngines;
import dev.quintet.engines.WeaviateEngine;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The adapter as the wiring finds it, over an engine. */
final class TestWeaviate implements AutoCloseable {

  private static final class Shared {
    static final TestWeaviate INSTANCE = new TestWeaviate(SharedEngines.weaviate(), Map.of());

    static {
      INSTANCE.migrate();
    }
  }

  private final ApplicationContext context;

  TestWeaviate(WeaviateEngine engine, Map<String, Object> changes) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("quintet.weaviate.enabled", true);
    properties.put("quintet.weaviate.url", "http://127.0.0.1:" + engine.port());
    properties.put("quintet.weaviate.grpc-port", engine.grpcPort());
    properties.put("quintet.weaviate.data-port", engine.dataPort());
    properties.put("quintet.weaviate.key", engine.key());
    properties.put("quintet.weaviate.admin-key", engine.rootKey());
    properties.putAll(changes);
    context = ApplicationContext.run(properties);
  }

  /** Over the engine that all tests share, migrated. */
  static TestWeaviate shared() {
    return Shared.INSTANCE;
  }

  void migrate() {
    bean(Store.class).migrate(Deadline.after(Duration.ofSeconds(60)));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
