package dev.quintet.application.tenancy;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.domain.tenancy.Permission.ACCOUNTS_READ;
import static dev.quintet.domain.tenancy.Permission.KEYS_ISSUE;
import static dev.quintet.domain.tenancy.Permission.KEYS_READ;
import static dev.quintet.domain.tenancy.Permission.KEYS_REVOKE;
import static dev.quintet.domain.tenancy.Permission.TENANTS_CREATE;
import static dev.quintet.domain.tenancy.Permission.TENANTS_READ;
import static dev.quintet.domain.tenancy.Permission.TICKS_READ;
import static dev.quintet.domain.tenancy.Permission.TICKS_WRITE;
import static dev.quintet.domain.tenancy.Permission.USAGE_EXPORT;
import static dev.quintet.domain.tenancy.Permission.USAGE_READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AccessTest {

  private static final TenantId CANARY = new TenantId("quintet_canary_one");
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final TenantScope ALL = new TenantScope.All();
  private static final TenantScope BOTH = new TenantScope.Listed(Set.of(ACME, OTHER));
  private static final Principal READER = key(Role.READER, new TenantScope.One(ACME));
  private static final Principal ADMIN = key(Role.TENANT_ADMIN, new TenantScope.One(ACME));
  private static final Principal OPERATOR = key(Role.OPERATOR, ALL);

  private final BreakingTenantStore store = new BreakingTenantStore();
  private final AtomicLong nanos = new AtomicLong();
  private final Map<UserId, Long> epochs = new HashMap<>();
  private final Access access = 
      new Access(
          store,
          new UserEpochs(
              new KnownUsers(epochs), nanos::get, it -> nanos.addAndGet(it.toNanos())),
          nanos::get);

  private static Principal key(Role role, TenantScope scope) {
    return new Principal("key", role, scope, ServiceName.of(role));
  }

  private void register(TenantId tenant) {
    store.register(
        new Tenant(tenant, "T", Tier.PRO, Tenant.State.PROVISIONING, Instant.EPOCH),
        Fresh.deadline());
  }

  private void provision(TenantId tenant) {
    register(tenant);
    store.provision(tenant, Fresh.deadline());
  }

  private Tenant tenant(Principal by, Permission permission) {
    return access.tenant(by, permission, Fresh.deadline());
  }

  private Tenant named(Principal by, Permission permission, TenantId tenant) {
    return access.named(by, permission, tenant, Fresh.deadline());
  }

  private static Optional<TenantId> reader(Principal by, @Nullable TenantId named) {
    return Access.reader(by, USAGE_READ, named);
  }

  @Test
  void anUnknownTenantIsNotServed() {
    assertProblem(new Problem.NotFound("tenant", "acme"), () -> tenant(READER, TICKS_READ));
  }

  @Test
  void aTenantIsServedFromTheMomentItIsComplete() {
    register(ACME);
    assertProblem(Problem.NotReady.class, () -> tenant(READER, TICKS_READ));
    store.provision(ACME, Fresh.deadline());
    assertThat(tenant(READER, TICKS_READ).tier()).isEqualTo(Tier.PRO);
  }

  @Test
  void aSuspensionIsEffectiveInASecond() {
    provision(ACME);
    tenant(READER, TICKS_READ);
    store.tenants.suspend(ACME);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertProblem(Problem.NotReady.class, () -> tenant(READER, TICKS_READ));
    assertThat(access.remembered(READER, TICKS_READ)).isEmpty();
  }

  @Test
  void aUserThatIsNotActiveIsNotActedFor() {
    provision(ACME);
    UserId ann = new UserId("ann");
    Principal forAnn =
        new Principal(
            "key", Role.READER, new TenantScope.One(ACME), ServiceName.of(Role.READER), ann);
    Problem unknown = new Problem.NotFound("active user", "ann");
    assertProblem(unknown, () -> tenant(forAnn, ACCOUNTS_READ));
    epochs.put(ann, 1L);
    assertThat(access.remembered(forAnn, ACCOUNTS_READ)).isEmpty();
    assertThat(tenant(forAnn, ACCOUNTS_READ).id()).isEqualTo(ACME);
    assertThat(access.remembered(forAnn, ACCOUNTS_READ)).isPresent();
    epochs.clear();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(access.remembered(forAnn, ACCOUNTS_READ)).isEmpty();
    assertProblem(unknown, () -> tenant(forAnn, ACCOUNTS_READ));
  }

  @Test
  void aCallForOneUserReachesThatUserOnly() {
    UserId ann = new UserId("ann");
    UserId bob = new UserId("bob");
    Principal forAnn =
        new Principal(
            "key", Role.READER, new TenantScope.One(ACME), ServiceName.of(Role.READER), ann);
    assertThat(Access.owner(forAnn, null)).isEqualTo(ann);
    assertThat(Access.owner(forAnn, ann)).isEqualTo(ann);
    assertProblem(new Problem.NotFound("user", "bob"), () -> Access.owner(forAnn, bob));
    assertThat(Access.owner(READER, bob)).isEqualTo(bob);
    assertThat(Access.owner(READER, null)).isNull();
  }

  @Test
  void aTenantIsLookedUpOnceASecond() {
    provision(ACME);
    assertThat(access.remembered(READER, TICKS_READ)).isEmpty();
    for (int call = 0; call < 10; call++) {
      tenant(READER, TICKS_READ);
      assertThat(access.remembered(READER, TICKS_READ)).isPresent();
    }
    assertThat(store.finds).isEqualTo(1);
  }

  @Test
  void whatIsNotAllowedIsDeniedWhateverIsRemembered() {
    provision(ACME);
    tenant(READER, TICKS_READ);
    Problem denied = new Problem.Denied("ticks:write");

    assertProblem(denied, () -> tenant(READER, TICKS_WRITE));
    assertProblem(denied, () -> access.remembered(READER, TICKS_WRITE));
    assertProblem(denied, () -> Access.require(READER, TICKS_WRITE));
    assertProblem(new Problem.Denied("keys:issue"), () -> named(READER, KEYS_ISSUE, ACME));
    assertProblem(new Problem.Denied("usage:read"), () -> reader(READER, ACME));
    assertProblem(
        new Problem.Denied("tenants:create"),
        () -> Access.requireCreatable(ADMIN, TENANTS_CREATE, ACME));
    assertThat(store.finds).isEqualTo(1);
  }

  @Test
  void aKeyOfSeveralTenantsIsServedForTheOneThatItsCallNames() {
    provision(ACME);
    for (TenantScope several : List.of(BOTH, ALL)) {
      Principal key = key(Role.SERVICE, several);
      assertProblem(Problem.Invalid.class, () -> tenant(key, TICKS_READ));
      assertProblem(Problem.Invalid.class, () -> access.remembered(key, TICKS_READ));
    }
    assertThat(tenant(READER, TICKS_READ).id()).isEqualTo(ACME);
  }

  @Test
  void anAdministeredTenantIsNamedInWhateverState() {
    register(ACME);
    assertThat(named(ADMIN, KEYS_ISSUE, ACME).state()).isEqualTo(Tenant.State.PROVISIONING);
    store.provision(ACME, Fresh.deadline());
    store.tenants.suspend(ACME);
    assertThat(named(OPERATOR, KEYS_REVOKE, ACME).state()).isEqualTo(Tenant.State.SUSPENDED);
  }

  @Test
  void aTenantThatIsNotReachedIsNotThere() {
    provision(OTHER);
    Problem notFound = new Problem.NotFound("tenant", "other");

    assertProblem(notFound, () -> named(ADMIN, TENANTS_READ, OTHER));
    assertProblem(notFound, () -> reader(ADMIN, OTHER));
    assertThat(store.finds).as("so the time of the answer says nothing either").isZero();
    assertProblem(
        new Problem.NotFound("tenant", "nobody"),
        () -> named(OPERATOR, TENANTS_READ, new TenantId("nobody")));
  }

  @Test
  void tenantsOfQuintetsOwnAreShownAndNeitherMadeNorAdministered() {
    provision(CANARY);

    assertThat(named(OPERATOR, TENANTS_READ, CANARY).name()).isEqualTo("T");
    for (Permission permission : List.of(KEYS_READ, KEYS_ISSUE, KEYS_REVOKE)) {
      assertProblem(
          Problem.NotFound.class, () -> named(OPERATOR, permission, CANARY));
    }
    assertProblem(
        new Problem.Invalid("tenant", "is a reserved name"),
        () -> Access.requireCreatable(OPERATOR, TENANTS_CREATE, new TenantId("quintet_x")));
    Access.requireCreatable(OPERATOR, TENANTS_CREATE, new TenantId("quintetx"));
  }

  @Test
  void aCallForOneTenantCreatesNoOther() {
    Principal narrowed = key(Role.OPERATOR, new TenantScope.One(ACME));

    Access.requireCreatable(narrowed, TENANTS_CREATE, ACME);
    assertProblem(
        new Problem.Denied("act for this tenant"),
        () -> Access.requireCreatable(narrowed, TENANTS_CREATE, OTHER));
  }

  @Test
  void recordsAreReadOfTheNamedTenantOrTheCallsOwnOrOfAll() {
    assertThat(reader(ADMIN, null)).contains(ACME);
    assertThat(reader(ADMIN, ACME)).contains(ACME);
    assertThat(reader(key(Role.BILLING, ALL), null)).isEmpty();
    assertThat(reader(key(Role.BILLING, ALL), OTHER)).contains(OTHER);
    assertThat(reader(key(Role.BILLING, BOTH), OTHER)).contains(OTHER);
    assertProblem(Problem.Invalid.class, () -> reader(key(Role.BILLING, BOTH), null));
  }

  @Test
  void whatIsDoneToAllTenantsIsDeniedToCallsForSome() {
    Access.require(key(Role.BILLING, ALL), USAGE_EXPORT);
    for (TenantScope some : List.of(new TenantScope.One(ACME), BOTH)) {
      assertProblem(
          new Problem.Denied("usage:export"),
          () -> Access.require(key(Role.BILLING, some), USAGE_EXPORT));
    }
  }
}
