package dev.quintet.benchmarks;

import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.TenantStore;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;

/** The ports as the service has them, in this process, on the PostgreSQL of another one. */
final class Adapters implements AutoCloseable {

  private final ApplicationContext beans;

  private Adapters(ApplicationContext beans) {
    this.beans = beans;
  }

  static Adapters on(Stores stores) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("quintet.postgresql.url", stores.postgresUrl());
    for (String login : new String[] {"owner", "service", "registry", "billing"}) {
      properties.put(
          "quintet.postgresql.logins." + login, stores.password("postgresql." + login));
    }
    return new Adapters(
        ApplicationContext.builder().deduceEnvironment(false).properties(properties).start());
  }

  TenantStore tenants() {
    return beans.getBean(TenantStore.class);
  }

  UsageLedger usage() {
    return beans.getBean(UsageLedger.class);
  }

  @Override
  public void close() {
    beans.close();
  }
}
