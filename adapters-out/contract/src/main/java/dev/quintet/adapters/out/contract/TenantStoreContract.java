package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.Tier;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link TenantStore} does. */
public interface TenantStoreContract extends PagingContract {

  Instant CREATED = Instant.parse("2026-02-03T04:05:06.789012Z");

  TenantStore tenants();

  private static Tenant tenant(TenantId id, String name) {
    return new Tenant(id, name, Tier.PRO, Tenant.State.PROVISIONING, CREATED);
  }

  private Tenant registered() {
    return tenants().register(tenant(Fresh.tenant(), "Acme"), Fresh.deadline());
  }

  @Test
  default void aRegisteredTenantIsFoundAsItWasGiven() {
    Tenant given = tenant(Fresh.tenant(), "Müller & Söhne “FX” 外汇 📈 '; --");
    assertThat(tenants().register(given, Fresh.deadline())).isEqualTo(given);
    assertThat(tenants().find(given.id(), Fresh.deadline())).contains(given);
  }

  @Test
  default void theActiveTenantsAreCountedWithoutQuintetsOwn() {
    TenantId own = new TenantId(TenantId.INTERNAL_PREFIX + Fresh.unique());
    long before = tenants().countActive(Fresh.deadline());
    registered();
    tenants().register(tenant(own, "Canary"), Fresh.deadline());
    tenants().provision(own, Fresh.deadline());
    tenants().provision(registered().id(), Fresh.deadline());

    assertThat(tenants().countActive(Fresh.deadline())).isEqualTo(before + 1);
  }

  @Test
  default void everyTierIsKept() {
    for (Tier tier : Tier.values()) {
      Tenant given = new Tenant(Fresh.tenant(), "Acme", tier, Tenant.State.PROVISIONING, CREATED);
      tenants().register(given, Fresh.deadline());
      assertThat(tenants().find(given.id(), Fresh.deadline())).contains(given);
    }
  }

  @Test
  default void registeringATakenIdChangesNothingAndGivesTheEarlierTenant() {
    Tenant first = registered();
    Tenant second =
        new Tenant(
            first.id(), "Other", Tier.FREE, Tenant.State.PROVISIONING, CREATED.plusSeconds(1));
    assertThat(tenants().register(second, Fresh.deadline())).isEqualTo(first);
    assertThat(tenants().find(first.id(), Fresh.deadline())).contains(first);
  }

  @Test
  default void registeringAnActiveTenantAgainLeavesItActive() {
    Tenant given = registered();
    Tenant active = tenants().provision(given.id(), Fresh.deadline());
    assertThat(tenants().register(given, Fresh.deadline())).isEqualTo(active);
  }

  @Test
  default void concurrentRegistrationsOfOneIdRegisterOne() throws Exception {
    TenantId id = Fresh.tenant();
    List<Tenant> results =
        Together.call(8, i -> () -> tenants().register(tenant(id, "Acme " + i), Fresh.deadline()));
    assertThat(results).containsOnly(tenants().find(id, Fresh.deadline()).orElseThrow());
  }

  @Test
  default void provisioningMakesTheTenantActive() {
    Tenant given = registered();
    Tenant expected =
        new Tenant(given.id(), given.name(), given.tier(), Tenant.State.ACTIVE, CREATED);
    assertThat(tenants().provision(given.id(), Fresh.deadline())).isEqualTo(expected);
    assertThat(tenants().find(given.id(), Fresh.deadline())).contains(expected);
  }

  @Test
  default void provisioningTwiceChangesNothing() {
    Tenant given = registered();
    Tenant once = tenants().provision(given.id(), Fresh.deadline());
    assertThat(tenants().provision(given.id(), Fresh.deadline())).isEqualTo(once);
  }

  @Test
  default void concurrentProvisioningOfOneTenantMakesItActive() throws Exception {
    Tenant given = registered();
    List<Tenant> results =
        Together.call(4, i -> () -> tenants().provision(given.id(), Fresh.deadline()));
    assertThat(results).extracting(Tenant::state).containsOnly(Tenant.State.ACTIVE);
  }

  @Test
  default void provisioningAnUnregisteredTenantIsNotFound() {
    TenantId id = Fresh.tenant();
    assertProblem(
        new Problem.NotFound("tenant", id.value()),
        () -> tenants().provision(id, Fresh.deadline()));
    assertThat(tenants().find(id, Fresh.deadline())).isEmpty();
  }

  @Test
  default void anUnregisteredTenantIsNotFound() {
    assertThat(tenants().find(Fresh.tenant(), Fresh.deadline())).isEmpty();
  }

  @Override
  default List<Paged<?>> listings() {
    for (int i = 0; i < 4; i++) {
      registered();
    }
    return List.of((after, limit) -> tenants().list(after, limit, Fresh.deadline()));
  }

  @Test
  default void theListHasEveryTenantInOrderOfId() {
    List<TenantId> made = Stream.generate(this::registered).limit(12).map(Tenant::id).toList();
    List<TenantId> listed =
        tenants().list(null, 1_000_000, Fresh.deadline()).items().stream().map(Tenant::id).toList();
    assertThat(listed).isSorted().containsAll(made);
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    Tenant given = tenant(Fresh.tenant(), "Acme");
    assertUnavailable(
        () -> tenants().register(given, Fresh.expired()),
        () -> tenants().find(given.id(), Fresh.expired()));
    assertThat(tenants().find(given.id(), Fresh.deadline())).isEmpty();
  }
}
