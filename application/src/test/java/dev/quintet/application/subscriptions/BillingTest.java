package dev.quintet.application.subscriptions;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.application.tenancy.KnownUsers;
import dev.quintet.application.tenancy.UserEpochs;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.application.tenancy.Access;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.shared.FairShares;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BillingTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789012Z");
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");

  private final MemoryUsageLedger ledger =
      new MemoryUsageLedger(Clock.fixed(NOW, ZoneOffset.UTC));
  private final FairShares reads = new FairShares("reads of usage", 2, 1);
  private final MemoryTenantStore tenants = new MemoryTenantStore();
  private final Billing billing =
      new Billing(
          new Access(tenants, new UserEpochs(KnownUsers.ANY)), ledger, reads);

  @BeforeEach
  void use() {
    ledger.append(
        List.of(
            new UsageEvent(UUID.randomUUID(), Fresh.subject(ACME), UsageType.API_CALLS, 1, NOW),
            new UsageEvent(UUID.randomUUID(), Fresh.subject(OTHER), UsageType.API_CALLS, 2, NOW)),
        Fresh.deadline());
  }

  private static Principal key(Role role, TenantScope scope) {
    return new Principal("key", role, scope, new ServiceName("service"));
  }

  @Test
  void aCallForOneUserReadsWhatThatUserUsed() {
    tenants.register(
        new Tenant(ACME, "T", Tier.PRO, Tenant.State.ACTIVE, NOW), Fresh.deadline());
    UserId ann = new UserId("ann");
    Subject anns = new Subject(ACME, new ServiceName("service"), ann);
    ledger.append(
        List.of(new UsageEvent(UUID.randomUUID(), anns, UsageType.API_CALLS, 5, NOW)),
        Fresh.deadline());
    Principal forAnn =
        new Principal(
            "key", Role.SERVICE, new TenantScope.One(ACME), new ServiceName("service"), ann);
    assertThat(
            billing.usage(forAnn, query(null), null, 10, Fresh.deadline()).page().items())
        .extracting(UsageTotal::count)
        .containsExactly(5L);
  }

  private static Principal own(Role role) {
    return key(role, new TenantScope.One(ACME));
  }

  private static UsageQuery query(@Nullable TenantId tenant) {
    return new UsageQuery(
        tenant, null, null, null, NOW.minusSeconds(1), NOW.plusSeconds(1), Set.of());
  }

  private List<Long> counts(Principal by, @Nullable TenantId tenant) {
    return billing.usage(by, query(tenant), null, 10, Fresh.deadline()).page().items().stream()
        .map(UsageTotal::count)
        .toList();
  }

  @Test
  void theBillingSystemReadsEveryTenants() {
    Principal system = key(Role.BILLING, new TenantScope.All());

    assertThat(counts(system, null)).containsExactly(1L, 2L);
    assertThat(counts(system, OTHER)).containsExactly(2L);
    assertThat(billing.export(system, null, 10, Fresh.deadline()).page().items()).hasSize(2);
  }

  @Test
  void theBillingSystemNarrowedToATenantReadsThatOnly() {
    Principal narrowed = key(Role.BILLING, new TenantScope.One(ACME));

    assertThat(counts(narrowed, null)).containsExactly(1L);
    assertProblem(new Problem.NotFound("tenant", "other"), () -> counts(narrowed, OTHER));
    assertProblem(
        Problem.Denied.class, () -> billing.export(narrowed, null, 10, Fresh.deadline()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"SERVICE", "TENANT_ADMIN", "BILLING"})
  void aTenantReadsItsOwnAndNoOthers(Role role) {
    assertThat(counts(own(role), null)).containsExactly(1L);
    assertThat(counts(own(role), ACME)).containsExactly(1L);
    for (String foreign : List.of("other", "nobody")) {
      assertProblem(
          new Problem.NotFound("tenant", foreign),
          () -> counts(own(role), new TenantId(foreign)));
    }
    assertProblem(
        Problem.Denied.class, () -> billing.export(own(role), null, 10, Fresh.deadline()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"READER", "OPERATOR"})
  void otherRolesReadNoUsage(Role role) {
    Principal by = key(role, new TenantScope.All());

    assertProblem(Problem.Denied.class, () -> counts(by, null));
    assertProblem(Problem.Denied.class, () -> billing.export(by, null, 10, Fresh.deadline()));
  }

  @Test
  void aKeyOfSeveralTenantsNamesOne() {
    TenantScope listed = new TenantScope.Listed(Set.of(ACME, OTHER));

    assertProblem(
        Problem.Invalid.class, () -> counts(key(Role.SERVICE, listed), null));
    assertThat(counts(key(Role.SERVICE, listed), OTHER)).containsExactly(2L);
  }

  @Test
  void aPageHoldsOneToAThousand() {
    for (int limit : new int[] {0, -1, 1_001}) {
      assertProblem(
          Problem.Invalid.class,
          () -> billing.usage(own(Role.SERVICE), query(null), null, limit, Fresh.deadline()));
      assertProblem(
          Problem.Invalid.class,
          () ->
              billing.export(
                  key(Role.BILLING, new TenantScope.All()),
                  null,
                  limit,
                  Fresh.deadline()));
    }
  }

  @Test
  void aTenantsReadsLeaveRoomForThoseOfOthers() {
    reads.acquire("acme", 1, Fresh.deadline());

    assertProblem(
        Problem.LimitExceeded.class,
        () ->
            billing.usage(
                own(Role.SERVICE), query(null), null, 10, Deadline.after(Duration.ofMillis(20))));
    assertThat(counts(key(Role.BILLING, new TenantScope.All()), null)).hasSize(2);
  }
}
