package dev.quintet.adapters.out.postgresql.kernel;

import static dev.quintet.adapters.out.postgresql.kernel.PostgresConfiguration.within;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How many connections are held and how long.
 *
 * @param service for tenants' calls, 1 to 100; 0, the default: 5 per processor, at least 10
 * @param registry for tenants and keys, 1 to 20; 0, the default: 5 per processor, 10 to 20
 * @param billing for usage of every tenant, 1 to 10
 * @param owner for DDL, 1 to 10
 * @param idle after which a connection that is not needed is closed, 10 s to 1 h
 * @param lifetime after which a connection is replaced, 1 min to 1 day
 */
@ConfigurationProperties("quintet.postgresql.pools")
record PostgresPools(
    @Bindable(defaultValue = "0") int service,
    @Bindable(defaultValue = "0") int registry,
    @Bindable(defaultValue = "2") int billing,
    @Bindable(defaultValue = "2") int owner,
    @Bindable(defaultValue = "5m") Duration idle,
    @Bindable(defaultValue = "30m") Duration lifetime) {

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  PostgresPools {
    service = service == 0 ? Math.clamp(5L * PROCESSORS, 10, 100) : service;
    registry = registry == 0 ? Math.clamp(5L * PROCESSORS, 10, 20) : registry;
    within("pools.service", service, 1, 100);
    within("pools.registry", registry, 1, 20);
    within("pools.billing", billing, 1, 10);
    within("pools.owner", owner, 1, 10);
    within("pools.idle", idle, Duration.ofSeconds(10), Duration.ofHours(1));
    within("pools.lifetime", lifetime, Duration.ofMinutes(1), Duration.ofDays(1));
  }

  /** What all pools together may open. */
  int total() {
    return service + registry + billing + owner;
  }
}
