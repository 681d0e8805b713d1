package dev.quintet.application.tenancy;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Tier;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KeyAdministrationTest {

  private static final TenantId CANARY = new TenantId("quintet_canary_one");
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final TenantId NOBODY = new TenantId("nobody");
  private static final Principal OPERATOR =
      new Principal(
          "operator", Role.OPERATOR, new TenantScope.All(), ServiceName.of(Role.OPERATOR));
  private static final Principal ADMIN =
      new Principal(
          "admin",
          Role.TENANT_ADMIN,
          new TenantScope.One(ACME),
          ServiceName.of(Role.TENANT_ADMIN));

  private final Clock clock =
      Clock.fixed(Instant.parse("2026-02-03T04:05:06.789012Z"), ZoneOffset.UTC);
  private final MemoryTenantStore tenants = new MemoryTenantStore();
  private final CountingKeyStore store = new CountingKeyStore();
  private final Keys keys = new Keys(store, new SecureRandom(), clock);
  private final Map<UserId, Long> epochs = new HashMap<>();
  private final KeyAdministration administration =
      new KeyAdministration(
          new Access(tenants, new UserEpochs(new KnownUsers(epochs))),
          store, keys, clock);

  @BeforeEach
  void registerTenants() {
    for (TenantId tenant : List.of(ACME, OTHER, CANARY)) {
      tenants.register(
          new Tenant(tenant, "T", Tier.PRO, Tenant.State.ACTIVE, clock.instant()),
          Fresh.deadline());
    }
  }

  private Keys.Issued issue(Principal by, TenantId tenant, Role role) {
    return issue(by, tenant, role, null);
  }

  private Keys.Issued issue(
      Principal by, TenantId tenant, Role role, @Nullable UserId user) {
    return administration.issue(
        by, tenant, role, new ServiceName("engine"), user, Fresh.deadline());
  }

  @Test
  void aKeyForOneUserIsIssuedForAnActiveOne() {
    UserId ann = new UserId("ann");
    assertProblem(
        new Problem.NotFound("active user", "ann"), () -> issue(ADMIN, ACME, Role.SERVICE, ann));
    epochs.put(ann, 1L);
    assertThat(issue(ADMIN, ACME, Role.SERVICE, ann).key().user()).isEqualTo(ann);
    assertThat(issue(ADMIN, ACME, Role.READER, ann).key().user()).isEqualTo(ann);
    assertProblem(Problem.Invalid.class, () -> issue(ADMIN, ACME, Role.TENANT_ADMIN, ann));
    assertProblem(Problem.Invalid.class, () -> issue(ADMIN, ACME, Role.BILLING, ann));
  }

  private List<String> listed(Principal by, TenantId tenant) {
    return administration.list(by, tenant, null, 100, Fresh.deadline()).items().stream()
        .map(ApiKey::prefix)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"SERVICE", "READER", "BILLING", "TENANT_ADMIN"})
  void aTenantsAdminIssuesKeysThatOpenItsTenantOnly(Role role) {
    Keys.Issued issued = issue(ADMIN, ACME, role);

    Principal opened =
        new Authentication(store, clock).authenticate(issued.text(), null, null, Fresh.deadline());
    assertThat(opened.role()).isEqualTo(role);
    assertThat(opened.service()).isEqualTo(new ServiceName("engine"));
    assertThat(opened.scope()).isEqualTo(new TenantScope.One(ACME));
    assertThat(issued.toString()).doesNotContain(issued.text());
  }

  @Test
  void nobodyIssuesAnOperatorsKey() {
    for (Principal by : List.of(ADMIN, OPERATOR)) {
      assertProblem(Problem.Denied.class, () -> issue(by, ACME, Role.OPERATOR));
    }
    assertThat(store.added).isEmpty();
  }

  @Test
  void anOperatorAppointsAdminsAndGivesItselfNoKeyThatWrites() {
    assertThat(issue(OPERATOR, ACME, Role.TENANT_ADMIN).key().role())
        .isEqualTo(Role.TENANT_ADMIN);
    for (Role role : List.of(Role.SERVICE, Role.READER, Role.BILLING)) {
      assertProblem(Problem.Denied.class, () -> issue(OPERATOR, ACME, role));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"SERVICE", "READER", "BILLING"})
  void otherRolesManageNoKeys(Role role) {
    Principal by = new Principal("key", role, new TenantScope.One(ACME), ServiceName.of(role));

    assertProblem(new Problem.Denied("keys:issue"), () -> issue(by, ACME, Role.READER));
    assertProblem(new Problem.Denied("keys:read"), () -> listed(by, ACME));
    assertProblem(
        new Problem.Denied("keys:revoke"),
        () -> administration.revoke(by, ACME, "a".repeat(16), Fresh.deadline()));
  }

  @Test
  void anotherTenantIsNotFoundAsIfThereWereNone() {
    String others = issue(OPERATOR, OTHER, Role.TENANT_ADMIN).key().prefix();

    for (TenantId tenant : List.of(OTHER, NOBODY)) {
      Problem notFound = new Problem.NotFound("tenant", tenant.value());
      assertProblem(notFound, () -> issue(ADMIN, tenant, Role.READER));
      assertProblem(notFound, () -> listed(ADMIN, tenant));
      assertProblem(
          notFound, () -> administration.revoke(ADMIN, tenant, others, Fresh.deadline()));
    }
    assertThat(listed(OPERATOR, OTHER)).containsExactly(others);
  }

  @Test
  void aNarrowedOperatorReachesThatTenantOnly() {
    Principal narrowed =
        new Principal(
            "operator", Role.OPERATOR, new TenantScope.One(ACME), ServiceName.of(Role.OPERATOR));

    issue(narrowed, ACME, Role.TENANT_ADMIN);
    assertProblem(
        new Problem.NotFound("tenant", "other"),
        () -> issue(narrowed, OTHER, Role.TENANT_ADMIN));
  }

  @Test
  void theCanariesHaveNoKeys() {
    Problem notFound = new Problem.NotFound("tenant", CANARY.value());
    String acmes = issue(ADMIN, ACME, Role.READER).key().prefix();

    assertProblem(notFound, () -> issue(OPERATOR, CANARY, Role.TENANT_ADMIN));
    assertProblem(notFound, () -> listed(OPERATOR, CANARY));
    assertProblem(
        notFound,
        () -> administration.revoke(OPERATOR, CANARY, acmes, Fresh.deadline()));
  }

  @Test
  void anotherTenantsKeyIsNotRevokedAndNotShown() {
    String others = issue(OPERATOR, OTHER, Role.TENANT_ADMIN).key().prefix();
    String platform = keys.issue(Role.SERVICE, new TenantScope.All(), Fresh.deadline()).key().prefix();
    String listedKey =
        keys.issue(Role.SERVICE, new TenantScope.Listed(Set.of(ACME)), Fresh.deadline())
            .key()
            .prefix();

    for (String prefix : List.of(others, platform, listedKey, "a".repeat(16))) {
      assertProblem(
          new Problem.NotFound("key", prefix),
          () -> administration.revoke(ADMIN, ACME, prefix, Fresh.deadline()));
    }
    assertThat(store.find(others, Fresh.deadline()).orElseThrow().revokedAt()).isNull();
    assertThat(store.find(platform, Fresh.deadline()).orElseThrow().revokedAt()).isNull();
  }

  @Test
  void aRevokedKeyOpensNothingAndStaysInTheList() {
    Keys.Issued issued = issue(ADMIN, ACME, Role.SERVICE);

    ApiKey ended =
        administration.revoke(ADMIN, ACME, issued.key().prefix(), Fresh.deadline());
    ApiKey again =
        administration.revoke(ADMIN, ACME, issued.key().prefix(), Fresh.deadline());

    assertThat(ended.revokedAt()).isEqualTo(clock.instant());
    assertThat(again.revokedAt()).isEqualTo(clock.instant());
    assertThat(listed(ADMIN, ACME)).containsExactly(issued.key().prefix());
    assertProblem(
        Problem.Unauthenticated.class,
        () ->
            new Authentication(store, clock)
                .authenticate(issued.text(), null, null, Fresh.deadline()));
  }

  @Test
  void aKeyWhoseAnswerWasLostIsInTheListAndCanBeRevoked() {
    store.losesAnswers = true;
    assertProblem(Problem.OutcomeUnknown.class, () -> issue(ADMIN, ACME, Role.SERVICE));
    store.losesAnswers = false;

    String stray = listed(ADMIN, ACME).getFirst();
    assertThat(administration.revoke(ADMIN, ACME, stray, Fresh.deadline()).revokedAt())
        .isNotNull();
  }

  @Test
  void aListingIsRefusedForAnAbsurdSizeOrAForgedCursor() {
    for (int size : new int[] {0, -1, Page.MAX_SIZE + 1}) {
      assertProblem(
          Problem.Invalid.class,
          () -> administration.list(ADMIN, ACME, null, size, Fresh.deadline()));
    }
    for (String cursor : List.of("' OR ''='", "a\0", "A".repeat(16), "a".repeat(17))) {
      assertProblem(
          Problem.Invalid.class,
          () -> administration.list(ADMIN, ACME, new Cursor(cursor), 5, Fresh.deadline()));
    }
  }

  @Test
  void whatIsNoPrefixIsRefused() {
    for (String prefix : List.of("", "../x", "qk_" + "a".repeat(16), "A".repeat(16))) {
      assertProblem(
          Problem.Invalid.class,
          () -> administration.revoke(ADMIN, ACME, prefix, Fresh.deadline()));
    }
  }
}
