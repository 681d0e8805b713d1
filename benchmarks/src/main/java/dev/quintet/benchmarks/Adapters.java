package dev.quintet.benchmarks;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.PlanStore;
import dev.quintet.domain.subscriptions.QuotaLog;
import dev.quintet.domain.subscriptions.TermsStore;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.users.AccountEntryLog;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The ports as the service has them, in this process, on the PostgreSQL of another one. */
final class Adapters implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 10;

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
    Adapters adapters =
        new Adapters(
            ApplicationContext.builder().deduceEnvironment(false).properties(properties).start());
    adapters.connect();
    return adapters;
  }

  /** On a busy machine the first connection takes longer than the pool waits for one. */
  private void connect() {
    for (int attempt = 1; ; attempt++) {
      try {
        boolean there = tenants().find(new TenantId("demo"), Deadline.after(PATIENCE)).isPresent();
        if (there) {
          return;
        }
        throw new IllegalStateException("there is no demo tenant");
      } catch (ProblemException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  TenantStore tenants() {
    return beans.getBean(TenantStore.class);
  }

  PlanStore plans() {
    return beans.getBean(PlanStore.class);
  }

  TermsStore terms() {
    return beans.getBean(TermsStore.class);
  }

  QuotaLog warnings() {
    return beans.getBean(QuotaLog.class);
  }

  UsageLedger usage() {
    return beans.getBean(UsageLedger.class);
  }

  AccountEntryLog entries() {
    return beans.getBean(AccountEntryLog.class);
  }

  FillLog fills() {
    return beans.getBean(FillLog.class);
  }

  @Override
  public void close() {
    beans.close();
  }
}
