package dev.quintet.bootstrap;

import dev.quintet.application.platform.IsolationWatch.Verdict;
import dev.quintet.application.platform.IsolationWatch;
import dev.quintet.application.shared.Parallel;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.shared.UnsafeStoreException;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.engines.StartProgress;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with the stores between the start of their clients and the first call. */
@Singleton
final class Preparation {

  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final TenantId DEMO = new TenantId("demo");

  private final List<Store> stores;
  private final IsolationWatch isolation;
  private final TenantStore tenants;
  private final Keys keys;
  private final Clock clock;

  Preparation(
      List<Store> stores,
      IsolationWatch isolation,
      TenantStore tenants,
      Keys keys,
      Clock clock) {
    this.stores = stores;
    this.isolation = isolation;
    this.tenants = tenants;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Migrates and checks the stores side by side; then the canaries try; then it makes the first
   * credentials.
   *
   * @throws UnsafeStoreException when a store is not guarded as it must be or a canary got through
   */
  void run(DataDirectory data, Wiring wiring, StartProgress progress) {
    Deadline deadline = Deadline.after(PATIENCE);
    Parallel.forEach(stores, store -> setUp(store, progress, deadline));
    Service.step(progress, "check the isolation of tenants", () -> checkIsolation(deadline));
    if (!Files.exists(data.credentials())) {
      Service.step(
          progress, "make the first credentials", () -> makeCredentials(data, wiring, deadline));
    }
    stores.forEach(Store::begin);
  }

  private static void setUp(Store store, StartProgress progress, Deadline deadline) {
    StoreName name = store.declaration().name();
    Service.step(progress, "migrate " + name, () -> store.migrate(deadline));
    Service.step(progress, "check the guards of " + name, () -> store.verify(deadline));
  }

  private void checkIsolation(Deadline deadline) {
    IsolationWatch.Status status = isolation.check(deadline);
    // The first answer of a cold process on a busy machine may come too late.
    for (int again = 0; again < 2 && status.verdict() == Verdict.UNKNOWN; again++) {
      status = isolation.check(deadline);
    }
    switch (status.verdict()) {
      case ISOLATED -> LOG.info("canary tenants could not read each other in any store");
      case LEAKING -> throw new UnsafeStoreException("a store", status.findings());
      // A cache that is down costs speed only; the watch asks again every minute.
      case UNKNOWN -> LOG.warn("isolation could not be checked everywhere: {}", status.findings());
    }
  }

  /**
   * Written only after every key is stored. A start that dies before makes new keys the next time;
   * nobody has the text of the earlier ones.
   */
  private void makeCredentials(DataDirectory data, Wiring wiring, Deadline deadline) {
    Map<String, String> credentials = new LinkedHashMap<>();
    credentials.put("operator", platformKey(Role.OPERATOR, deadline));
    credentials.put("billing", platformKey(Role.BILLING, deadline));
    if (wiring == Wiring.EMBEDDED) {
      credentials.put("demo", demoKey(deadline));
    }
    data.write(data.credentials(), credentials);
  }

  private String platformKey(Role role, Deadline deadline) {
    return keys.issue(role, new TenantScope.All(), deadline).text();
  }

  private String demoKey(Deadline deadline) {
    Tenant wish =
        new Tenant(DEMO, "Demo", Tier.PRO, Tenant.State.PROVISIONING, clock.instant());
    if (tenants.register(wish, deadline).state() == Tenant.State.PROVISIONING) {
      tenants.provision(DEMO, deadline);
    }
    return keys.issue(Role.SERVICE, new TenantScope.One(DEMO), deadline).text();
  }
}
