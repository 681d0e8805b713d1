package dev.quintet.application.users;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryAdapters;
import dev.quintet.adapters.out.memory.MemoryTickStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.Activities;
import dev.quintet.application.marketdata.IngestionSettings;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.PasswordHash;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.users.User;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserProfile;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UsersTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789012Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final TenantId ACME = new TenantId("acme");
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");

  private final List<Object> adapters =
      MemoryAdapters.ofEveryPort(CLOCK, new MemoryTickStore(), new MemoryUsageLedger(CLOCK));
  private final Activities activities =
      new Activities(
          Activities.Ports.of(adapters.toArray()),
          new Activities.Surroundings(
              CLOCK,
              new SecureRandom(),
              UUID::randomUUID,
              () -> {
                throw new IllegalStateException("nobody asks for the process");
              },
              new Activities.Bounds(
                  IngestionSettings.of(3_000_000, 800_000), 2)));
  private final UserAdministration users = activities.get(UserAdministration.class);
  private final TradingAccounts accounts = activities.get(TradingAccounts.class);

  @BeforeEach
  void register() {
    adapters.stream()
        .filter(TenantStore.class::isInstance)
        .map(TenantStore.class::cast)
        .forEach(
            store ->
                store.register(
                    new Tenant(ACME, "T", Tier.PRO, Tenant.State.ACTIVE, NOW),
                    Fresh.deadline()));
  }

  private static Principal key(Role role, @Nullable UserId user) {
    return new Principal(
        "key", role, new TenantScope.One(ACME), new ServiceName("engine"), user);
  }

  private static Principal service() {
    return key(Role.SERVICE, null);
  }

  private static UserProfile profile(String name) {
    return new UserProfile(
        new UserName.Email(name + "@example.com"), new UserName.Login(name), Tier.PRO, Map.of());
  }

  private User create(UserId user) {
    return users.create(service(), user, profile(user.value()), null, Fresh.deadline());
  }

  private TradingAccount open(Principal by, UserId user) {
    return accounts.open(
        by,
        new AccountId("of-" + user),
        user,
        new TradingAccount.Terms(
            "mt5", "Acme", user.value(), TradingAccount.Kind.LIVE, Money.currency("EUR")),
        Fresh.deadline());
  }

  private static AccountEntry.Change deposit(String id, String amount) {
    Money money = Money.parse("amount", amount, "EUR");
    return new AccountEntry.Change(
        id, AccountEntry.Reason.DEPOSIT, money, Money.zero(money.currency()), "", NOW);
  }

  @Test
  void aUserIsMadeChangedDeactivatedAndDeleted() {
    User ann = create(ANN);
    assertThat(create(ANN)).as("sent again").isEqualTo(ann);
    assertProblem(
        Problem.Conflict.class,
        () ->
            users.create(
                service(), ANN, profile("ann"), new PasswordHash("other"), Fresh.deadline()));
    User changed = users.update(service(), ANN, 1, profile("anna"), null, Fresh.deadline());
    assertThat(users.update(service(), ANN, 1, profile("anna"), null, Fresh.deadline()))
        .as("sent again")
        .isEqualTo(changed);
    assertProblem(
        Problem.Stale.class,
        () -> users.update(service(), ANN, 1, profile("anne"), null, Fresh.deadline()));
    users.set(service(), ANN, User.State.DEACTIVATED, Fresh.deadline());
    assertThat(users.set(service(), ANN, User.State.DEACTIVATED, Fresh.deadline()).version())
        .isEqualTo(3);
    users.delete(service(), ANN, Fresh.deadline());
    users.delete(service(), ANN, Fresh.deadline());
    assertProblem(
        new Problem.NotFound("user", "ann"),
        () -> users.find(service(), new UserName.Id(ANN), Fresh.deadline()));
  }

  @Test
  void aCallForOneUserSeesThatUserAndAdministersNone() {
    create(ANN);
    create(BOB);
    Principal forAnn = key(Role.SERVICE, ANN);
    assertThat(users.find(forAnn, new UserName.Login("ANN"), Fresh.deadline()).id())
        .isEqualTo(ANN);
    assertProblem(
        new Problem.NotFound("user", "bob@example.com"),
        () -> users.find(forAnn, new UserName.Email("bob@example.com"), Fresh.deadline()));
    assertThat(users.list(forAnn, null, null, 10, Fresh.deadline()).items())
        .extracting(User::id)
        .containsExactly(ANN);
    assertProblem(
        new Problem.Denied("users:write"),
        () -> users.set(forAnn, ANN, User.State.DEACTIVATED, Fresh.deadline()));
  }

  @Test
  void aCallForOneUserReachesThatUsersAccounts() {
    create(ANN);
    create(BOB);
    Principal forAnn = key(Role.SERVICE, ANN);
    TradingAccount bobs = open(service(), BOB);
    TradingAccount anns = open(forAnn, ANN);
    assertProblem(new Problem.NotFound("user", "bob"), () -> open(forAnn, BOB));
    Problem none = new Problem.NotFound("account", bobs.id().value());
    assertProblem(none, () -> accounts.find(forAnn, bobs.id(), Fresh.deadline()));
    assertProblem(
        none, () -> accounts.append(forAnn, bobs.id(), deposit("1", "1"), Fresh.deadline()));
    assertProblem(
        none, () -> accounts.entries(forAnn, bobs.id(), null, 10, Fresh.deadline()));
    assertProblem(
        none,
        () ->
            accounts.set(
                forAnn, bobs.id(), TradingAccount.Status.SUSPENDED, 0, Fresh.deadline()));
    assertThat(accounts.list(forAnn, null, null, 10, Fresh.deadline()).items())
        .containsExactly(anns);
    assertThat(accounts.list(service(), null, null, 10, Fresh.deadline()).items()).hasSize(2);
    accounts.append(forAnn, anns.id(), deposit("1", "2.5"), Fresh.deadline());
    assertThat(accounts.entries(service(), anns.id(), null, 10, Fresh.deadline()).items())
        .hasSize(1);
  }

  @Test
  void timesFarAheadAreRefused() {
    create(ANN);
    TradingAccount anns = open(service(), ANN);
    Money one = Money.parse("amount", "1", "EUR");
    for (Instant at : List.of(NOW.plusSeconds(86_401), Instant.EPOCH.minusNanos(1_000))) {
      assertProblem(
          new Problem.Invalid("at", "must be from 1970 to a day ahead of now"),
          () ->
              accounts.report(
                  service(),
                  anns.id(),
                  new TradingAccount.Report(one, one, one, at),
                  Fresh.deadline()));
    }
  }

  @Test
  void aReaderOnlyReads() {
    create(ANN);
    assertProblem(
        new Problem.Denied("accounts:write"), () -> open(key(Role.READER, null), ANN));
    assertProblem(
        new Problem.Denied("users:read"),
        () -> users.list(key(Role.BILLING, null), null, null, 10, Fresh.deadline()));
  }
}
