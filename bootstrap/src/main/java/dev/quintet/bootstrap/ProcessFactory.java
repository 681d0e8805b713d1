package dev.quintet.bootstrap;

import dev.quintet.application.Activities;
import dev.quintet.application.operations.OperationSettings;
import dev.quintet.application.shared.Connections;
import dev.quintet.application.shared.Workers;
import dev.quintet.domain.writes.ProcessId;
import io.micronaut.context.BeanContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** What the process gives to the adapters and activities, which know nothing of it. */
@Factory
final class ProcessFactory {

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  /** One for all adapters: a store finds by it what another has recorded as begun. */
  @Singleton
  ProcessId process() {
    return ProcessId.random();
  }

  /**
   * The threads of short reads are as many as the connections that they read with.
   *
   * @param connections as the adapter of PostgreSQL takes them: 0 is 5 per processor, 10 to 20
   */
  @Bean(preDestroy = "close")
  @Singleton
  Workers workers(
      @Property(name = "quintet.postgresql.pools.registry", defaultValue = "0") int connections) {
    int processors = Runtime.getRuntime().availableProcessors();
    return Workers.of(connections == 0 ? Math.clamp(5L * processors, 10, 20) : connections);
  }

  /**
   * What may go on at the same time.
   *
   * @param reads as many as the adapter of ClickHouse has connections for them
   */
  @Singleton
  Activities.Bounds bounds(
      IngestionBounds ingestion,
      @Property(name = "quintet.clickhouse.read-connections", defaultValue = "32") int reads) {
    return new Activities.Bounds(ingestion.settings(), reads);
  }

  @Singleton
  OperationSettings operations(OperationBounds bounds) {
    return bounds.settings();
  }

  /** Of all servers together: they share the descriptors of the process. */
  @Singleton
  Connections connections(ConnectionBounds bounds) {
    return bounds.connections(SystemResources.descriptors());
  }

  @Singleton
  FileBaselineStore baselines(DataDirectory data) {
    return new FileBaselineStore(data);
  }

  /**
   * Makes the activities beans, each made when a bean or an activity needs it. The context knows
   * nothing of what they use, so they are closed before it.
   */
  static Activities activities(BeanContext beans, DataDirectory data) {
    Activities activities =
        new Activities(
            new Activities.Ports() {
              @Override
              public <P> P one(Class<P> port) {
                return beans.getBean(port);
              }

              @Override
              public <P> List<P> all(Class<P> port) {
                return List.copyOf(beans.getBeansOfType(port));
              }
            },
            new Activities.Surroundings(
                beans.getBean(Clock.class),
                new SecureRandom(),
                UUID::randomUUID,
                new SystemResources(data.path())::measure,
                beans.getBean(Activities.Bounds.class)));
    activities.types().forEach(type -> register(type, activities, beans));
    return activities;
  }

  private static <A> void register(Class<A> type, Activities activities, BeanContext beans) {
    beans.registerBeanDefinition(
        RuntimeBeanDefinition.builder(type, () -> activities.get(type)).singleton(true).build());
  }
}
