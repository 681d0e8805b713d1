package dev.quintet.application.tenancy;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Together;
import dev.quintet.application.tenancy.BreakingTenantStore.Break;
import dev.quintet.application.tenancy.Onboarding.Created;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.Tier;
import java.util.Map;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OnboardingTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final Principal OPERATOR = principal(Role.OPERATOR, new TenantScope.All());

  private final Clock clock =
      Clock.fixed(Instant.parse("2026-02-03T04:05:06.789012Z"), ZoneOffset.UTC);
  private final BreakingTenantStore store = new BreakingTenantStore();
  private final CountingKeyStore keys = new CountingKeyStore();
  private final Authentication authentication = new Authentication(keys, clock);
  private final Onboarding onboarding = started();

  /** As after a start of the process: nothing but the stores is remembered. */
  private Onboarding started() {
    return new Onboarding(
        new Access(store, new UserEpochs(new KnownUsers(Map.of()))), store, new Keys(keys, new SecureRandom(), clock), clock);
  }

  private static Principal principal(Role role, TenantScope scope) {
    return new Principal("test", role, scope, ServiceName.of(role));
  }

  private Created create(Onboarding by) {
    return by.create(OPERATOR, ACME, "Acme", Tier.PRO, Fresh.deadline());
  }

  private void assertOpens(Created created) {
    Principal admin =
        authentication.authenticate(
            created.adminKey().orElseThrow(), null, null, Fresh.deadline());
    assertThat(admin.role()).isEqualTo(Role.TENANT_ADMIN);
    assertThat(admin.tenant()).isEqualTo(ACME);
  }

  @Test
  void aNewTenantIsActiveAndItsAdminKeyIsShown() {
    Created created = create(onboarding);
    assertThat(created.created()).isTrue();
    assertThat(created.tenant())
        .isEqualTo(new Tenant(ACME, "Acme", Tier.PRO, Tenant.State.ACTIVE, clock.instant()));
    assertOpens(created);
    assertThat(created.toString()).doesNotContain("qk_");
  }

  @Test
  void theSameTenantAgainIsThereAndItsKeyIsNotShown() {
    Created created = create(onboarding);
    for (Onboarding by : List.of(onboarding, started())) {
      Created again = create(by);
      assertThat(again.created()).isFalse();
      assertThat(again.tenant()).isEqualTo(created.tenant());
      assertThat(again.adminKey()).isEmpty();
    }
    assertThat(keys.added).hasSize(1);
  }

  @Test
  void theSameIdWithOtherContentExistsAlready() {
    create(onboarding);
    Problem exists = new Problem.AlreadyExists("tenant", "acme");
    assertProblem(
        exists,
        () -> onboarding.create(OPERATOR, ACME, "Other", Tier.PRO, Fresh.deadline()));
    assertProblem(
        exists,
        () -> onboarding.create(OPERATOR, ACME, "Acme", Tier.FREE, Fresh.deadline()));
    assertThat(store.tenants.find(ACME, Fresh.deadline()).orElseThrow().name()).isEqualTo("Acme");
  }

  @Test
  void aRetryFinishesWhatBrokeAnywhereAndShowsAKeyThatOpens() {
    for (Break place : List.of(
        Break.BEFORE_REGISTERING,
        Break.AFTER_REGISTERING,
        Break.BEFORE_PROVISIONING,
        Break.AFTER_PROVISIONING)) {
      OnboardingTest fresh = new OnboardingTest();
      fresh.store.next = place;
      assertThatThrownBy(() -> fresh.create(fresh.onboarding))
          .as(place.name())
          .isInstanceOf(ProblemException.class);
      Created retried = fresh.create(fresh.onboarding);
      assertThat(retried.created()).as(place.name()).isTrue();
      assertThat(retried.tenant().state()).isEqualTo(Tenant.State.ACTIVE);
      fresh.assertOpens(retried);
      assertThat(fresh.create(fresh.onboarding).adminKey()).isEmpty();
    }
  }

  @Test
  void afterADeathBeforeTheTenantWasActiveARetryIssuesAKey() {
    for (Break place : List.of(
        Break.BEFORE_REGISTERING, Break.AFTER_REGISTERING, Break.BEFORE_PROVISIONING)) {
      OnboardingTest fresh = new OnboardingTest();
      fresh.store.next = place;
      assertThatThrownBy(() -> fresh.create(fresh.onboarding)).isNotNull();
      Created retried = fresh.create(fresh.started());
      assertThat(retried.created()).as(place.name()).isTrue();
      fresh.assertOpens(retried);
    }
  }

  @Test
  void afterADeathBetweenActivationAndAnswerTheTenantIsThere() {
    store.next = Break.AFTER_PROVISIONING;
    assertProblem(Problem.OutcomeUnknown.class, () -> create(onboarding));
    Created retried = create(started());
    assertThat(retried.created()).isFalse();
    assertThat(retried.tenant().state()).isEqualTo(Tenant.State.ACTIVE);
    assertThat(retried.adminKey()).isEmpty();
  }

  @Test
  void aKeyThatMayNotBeStoredIsNotShown() {
    keys.losesAnswers = true;
    assertProblem(Problem.OutcomeUnknown.class, () -> create(onboarding));
    assertThat(store.tenants.find(ACME, Fresh.deadline()).orElseThrow().state())
        .isEqualTo(Tenant.State.PROVISIONING);
    keys.losesAnswers = false;
    assertOpens(create(onboarding));
  }

  @Test
  void ofConcurrentCreationsOneIsShownTheKey() throws Exception {
    List<Created> all = Together.call(8, i -> () -> create(onboarding));
    assertThat(all).filteredOn(Created::created).singleElement().satisfies(this::assertOpens);
    assertThat(all).filteredOn(each -> each.adminKey().isPresent()).hasSize(1);
  }

  @Test
  void onlyOperatorsCreateAndList() {
    for (Role role : Role.values()) {
      if (role != Role.OPERATOR) {
        Principal other = principal(role, new TenantScope.All());
        assertProblem(
            Problem.Denied.class,
            () -> onboarding.create(other, ACME, "Acme", Tier.PRO, Fresh.deadline()));
        assertProblem(
            Problem.Denied.class, () -> onboarding.list(other, null, 10, Fresh.deadline()));
      }
    }
    assertThat(store.tenants.find(ACME, Fresh.deadline())).isEmpty();
  }

  @Test
  void anAdminSeesItsOwnTenantAndNoOther() {
    create(onboarding);
    onboarding.create(
        OPERATOR, new TenantId("other"), "Other", Tier.FREE, Fresh.deadline());
    Principal admin = principal(Role.TENANT_ADMIN, new TenantScope.One(ACME));
    assertThat(onboarding.byId(admin, ACME, Fresh.deadline()).name()).isEqualTo("Acme");
    for (String unseen : List.of("other", "nobody")) {
      assertProblem(
          new Problem.NotFound("tenant", unseen),
          () -> onboarding.byId(admin, new TenantId(unseen), Fresh.deadline()));
    }
    assertThat(onboarding.byId(OPERATOR, new TenantId("other"), Fresh.deadline()).name())
        .isEqualTo("Other");
    Principal narrowed = principal(Role.OPERATOR, new TenantScope.One(new TenantId("other")));
    assertProblem(
        Problem.NotFound.class, () -> onboarding.byId(narrowed, ACME, Fresh.deadline()));
    Principal service = principal(Role.SERVICE, new TenantScope.One(ACME));
    assertProblem(
        Problem.Denied.class, () -> onboarding.byId(service, ACME, Fresh.deadline()));
  }

  @Test
  void anOperatorWhoseCallIsForOneTenantReachesNoOther() {
    create(onboarding);
    TenantId other = new TenantId("other");
    onboarding.create(OPERATOR, other, "Other", Tier.FREE, Fresh.deadline());
    Principal narrowed = principal(Role.OPERATOR, new TenantScope.One(other));
    Problem denied = new Problem.Denied("act for this tenant");

    assertProblem(
        denied, () -> onboarding.create(narrowed, ACME, "Acme", Tier.PRO, Fresh.deadline()));
    assertProblem(denied, () -> onboarding.provision(narrowed, ACME, Fresh.deadline()));
    assertThat(onboarding.list(narrowed, null, 10, Fresh.deadline()).items())
        .extracting(Tenant::id)
        .containsExactly(other);
    assertThat(
            onboarding.create(narrowed, other, "Other", Tier.FREE, Fresh.deadline()).created())
        .isFalse();
  }

  @Test
  void aListOfSomeTenantsNamesNoOtherEvenInItsCursor() {
    for (String id : List.of("a1", "b1", "c1", "d1")) {
      onboarding.create(OPERATOR, new TenantId(id), "T", Tier.FREE, Fresh.deadline());
    }
    Principal some =
        principal(
            Role.OPERATOR,
            new TenantScope.Listed(Set.of(new TenantId("b1"), new TenantId("d1"))));
    Page<Tenant> first = onboarding.list(some, null, 1, Fresh.deadline());
    Page<Tenant> second = onboarding.list(some, first.nextCursor(), 1, Fresh.deadline());

    assertThat(first.items()).extracting(tenant -> tenant.id().value()).containsExactly("b1");
    assertThat(
            Listing.of("tenants of a key", List.of("b1", "d1"))
                .position(first.nextCursor()))
        .as("the position of the cursor")
        .isEqualTo("b1");
    assertThat(second.items()).extracting(tenant -> tenant.id().value()).containsExactly("d1");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void aListIsOfOneToAThousandTenants() {
    create(onboarding);
    assertThat(onboarding.list(OPERATOR, null, 1_000, Fresh.deadline()).items()).hasSize(1);
    for (int limit : new int[] {-1, 0, 1_001}) {
      assertProblem(
          Problem.Invalid.class,
          () -> onboarding.list(OPERATOR, null, limit, Fresh.deadline()));
    }
  }
}
