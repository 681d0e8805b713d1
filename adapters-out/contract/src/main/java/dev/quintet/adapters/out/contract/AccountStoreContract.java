package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.UsersContract.account;
import static dev.quintet.adapters.out.contract.UsersContract.eur;
import static dev.quintet.adapters.out.contract.UsersContract.freshUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountStore;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.users.TradingAccount.Status;
import dev.quintet.domain.users.User;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an {@link AccountStore} does. */
public interface AccountStoreContract extends UsersContract, PagingContract {

  private Optional<TradingAccount> find(
      TenantId tenant, @Nullable UserId user, TradingAccount account) {
    return accounts().find(tenant, user, account.id(), Fresh.deadline());
  }

  private TradingAccount set(TenantId tenant, TradingAccount account, Status status, long version) {
    return accounts().set(tenant, null, account.id(), status, version, Fresh.deadline());
  }

  private static TradingAccount.Report report(String equity, int seconds) {
    return new TradingAccount.Report(
        eur(equity), eur("10.0001"), eur("-3"), AT.plusSeconds(seconds));
  }

  @Test
  default void anAccountIsOpenedOnceAndFoundForItsUserOnly() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    open(tenant, account);
    assertThat(find(tenant, null, account)).contains(account);
    assertThat(find(tenant, account.user(), account)).contains(account);
    assertThat(find(tenant, newUser(tenant), account)).as("another user").isEmpty();
    assertThat(find(newTenant(), null, account)).as("another tenant").isEmpty();
    TradingAccount other =
        TradingAccount.fresh(account.id(), account.user(), account(account.user(), "9").terms(), AT);
    assertProblem(Problem.Conflict.class, () -> open(tenant, other));
    assertProblem(
        new Problem.AlreadyExists("account", account.id().value()),
        () -> accounts().open(tenant, other, Fresh.write(tenant), Fresh.deadline()));
  }

  @Test
  default void aNumberIsUniqueAtItsBrokerInTheTenant() {
    TenantId tenant = newTenant();
    open(tenant, account(newUser(tenant), "1001"));
    UserId another = newUser(tenant);
    assertProblem(
        new Problem.AlreadyExists("account", "with this number"),
        () -> open(tenant, account(another, "1001")));
    TenantId other = newTenant();
    open(other, account(newUser(other), "1001"));
  }

  @Test
  default void onlyAnActiveUserOfTheTenantHasAccounts() {
    TenantId tenant = newTenant();
    UserId user = newUser(tenant);
    UserId unknown = freshUser();
    assertProblem(
        new Problem.NotFound("active user", unknown.value()),
        () -> open(tenant, account(unknown, "1")));
    TenantId other = newTenant();
    assertProblem(Problem.NotFound.class, () -> open(other, account(user, "1")));
    deactivate(tenant, user);
    assertProblem(Problem.NotFound.class, () -> open(tenant, account(user, "1")));
  }

  private void deactivate(TenantId tenant, UserId user) {
    User now =
        users().find(tenant, null, new UserName.Id(user), Fresh.deadline()).orElseThrow();
    users()
        .update(
            tenant,
            now.changed(now.profile(), User.State.DEACTIVATED, AT),
            null,
            Fresh.deadline());
  }

  @Test
  default void howManyAreOpenedAtOnceAUserHasNoMoreThanThePlanAllows() throws Exception {
    TenantId tenant = newTenant();
    UserId user = newUser(tenant);
    assertThat(openedAtOnce(tenant, user, 24)).isEqualTo(20);
    UserId small = freshUser();
    UserProfile plain = UsersContract.profile(small.value());
    create(
        tenant,
        User.fresh(
            small,
            new UserProfile(
                plain.email(), plain.username(), plain.tier(), Map.of(AccountStore.LIMIT, 2L)),
            AT));
    assertThat(openedAtOnce(tenant, small, 6)).isEqualTo(2);
    assertProblem(
        new Problem.LimitExceeded(AccountStore.LIMIT, 2, Duration.ZERO),
        () -> open(tenant, account(small, "more")));
    set(tenant, accounts().list(tenant, small, null, 1, Fresh.deadline()).items().getFirst(), Status.CLOSED, 0);
    open(tenant, account(small, "after one was closed"));
  }

  private long openedAtOnce(TenantId tenant, UserId user, int count) throws Exception {
    return Together.call(
            count,
            i ->
                () -> {
                  try {
                    open(tenant, account(user, user.value().substring(10) + i));
                    return true;
                  } catch (ProblemException e) {
                    assertThat(e.problem()).isInstanceOf(Problem.LimitExceeded.class);
                    return false;
                  }
                })
        .stream()
        .filter(Boolean.TRUE::equals)
        .count();
  }

  @Test
  default void theLastReportByItsTimeStays() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    TradingAccount told =
        accounts().report(tenant, null, account.id(), report("100", 10), Fresh.deadline());
    assertThat(told.reported()).isEqualTo(report("100", 10));
    for (TradingAccount.Report late : List.of(report("90", 5), report("80", 10))) {
      assertThat(accounts().report(tenant, null, account.id(), late, Fresh.deadline()))
          .isEqualTo(told);
    }
    assertThat(
            accounts()
                .report(tenant, account.user(), account.id(), report("-1", 11), Fresh.deadline())
                .reported())
        .isEqualTo(report("-1", 11));
    Money dollars = Money.parse("equity", "1", "USD");
    assertProblem(
        Problem.Invalid.class,
        () ->
            accounts()
                .report(
                    tenant,
                    null,
                    account.id(),
                    new TradingAccount.Report(dollars, dollars, dollars, AT.plusSeconds(60)),
                    Fresh.deadline()));
    UserId another = newUser(tenant);
    assertProblem(
        Problem.NotFound.class,
        () ->
            accounts()
                .report(tenant, another, account.id(), report("1", 99), Fresh.deadline()));
  }

  @Test
  default void aStatusIsSetByVersionAndAClosedAccountStaysClosed() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    assertThat(set(tenant, account, Status.ACTIVE, 0)).as("as it is").isEqualTo(account);
    TradingAccount suspended = set(tenant, account, Status.SUSPENDED, 1);
    assertThat(suspended.status()).isEqualTo(Status.SUSPENDED);
    assertThat(suspended.version()).isEqualTo(2);
    assertThat(set(tenant, account, Status.SUSPENDED, 1)).as("again").isEqualTo(suspended);
    assertProblem(
        new Problem.Stale("account", account.id().value()),
        () -> set(tenant, account, Status.ACTIVE, 1));
    set(tenant, account, Status.CLOSED, 2);
    assertProblem(Problem.NotReady.class, () -> set(tenant, account, Status.ACTIVE, 0));
    UserId another = newUser(tenant);
    assertProblem(
        new Problem.NotFound("account", account.id().value()),
        () ->
            accounts().set(tenant, another, account.id(), Status.CLOSED, 0, Fresh.deadline()));
  }

  @Override
  default List<Paged<?>> listings() {
    List<Paged<?>> listings = new ArrayList<>();
    for (TenantId tenant : List.of(newTenant(), newTenant())) {
      List<@Nullable UserId> askers = new ArrayList<>();
      askers.add(null);
      for (int user = 0; user < 2; user++) {
        UserId owner = newUser(tenant);
        askers.add(owner);
        for (int i = 0; i < 4; i++) {
          open(tenant, account(owner, Fresh.unique()));
        }
      }
      for (@Nullable UserId asker : askers) {
        listings.add((after, limit) -> accounts().list(tenant, asker, after, limit, Fresh.deadline()));
      }
    }
    return listings;
  }
}
