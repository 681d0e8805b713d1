package dev.quintet.application.tenancy;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ActiveTenantsTest {

  private static final TenantId ACME = new TenantId("acme");

  private final BreakingTenantStore store = new BreakingTenantStore();
  private final AtomicLong nanos = new AtomicLong();
  private final ActiveTenants tenants = new ActiveTenants(store, nanos::get);

  private void register() {
    store.register(
        new Tenant(ACME, "Acme", Tier.PRO, Tenant.State.PROVISIONING, Instant.EPOCH),
        Fresh.deadline());
  }

  @Test
  void anUnknownTenantIsNotServed() {
    assertProblem(
        new Problem.NotFound("tenant", "acme"), () -> tenants.byId(ACME, Fresh.deadline()));
  }

  @Test
  void aTenantIsServedFromTheMomentItIsComplete() {
    register();
    assertProblem(Problem.NotReady.class, () -> tenants.byId(ACME, Fresh.deadline()));
    store.provision(ACME, Fresh.deadline());
    assertThat(tenants.byId(ACME, Fresh.deadline()).tier()).isEqualTo(Tier.PRO);
  }

  @Test
  void aSuspensionIsEffectiveInASecond() {
    register();
    store.provision(ACME, Fresh.deadline());
    tenants.byId(ACME, Fresh.deadline());
    store.tenants.suspend(ACME);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertProblem(Problem.NotReady.class, () -> tenants.byId(ACME, Fresh.deadline()));
  }

  @Test
  void aTenantIsAskedForOnceASecond() {
    register();
    store.provision(ACME, Fresh.deadline());
    for (int call = 0; call < 10; call++) {
      tenants.byId(ACME, Fresh.deadline());
    }
    assertThat(store.finds).isEqualTo(1);
  }
}
