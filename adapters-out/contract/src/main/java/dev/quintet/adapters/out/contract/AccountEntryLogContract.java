package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static dev.quintet.adapters.out.contract.UsersContract.eur;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntry.Change;
import dev.quintet.domain.users.AccountEntry.Reason;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.TradingAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an {@link AccountEntryLog} does. */
public interface AccountEntryLogContract extends UsersContract, PagingContract {

  private static Change change(String id, Reason reason, String amount, String locked) {
    return new Change(id, reason, eur(amount), eur(locked), "as told", AT);
  }

  private static Change deposit(String amount) {
    return change(Fresh.unique(), Reason.DEPOSIT, amount, "0");
  }

  private AccountEntry append(
      TenantId tenant, @Nullable UserId user, TradingAccount account, Change change) {
    return port(AccountEntryLog.class)
        .append(
            tenant,
            user,
            account.id(),
            change,
            UsersContract.write(
                tenant, user, "account_entry", account.id() + "/" + change.id(), change),
            Fresh.deadline());
  }

  private AccountEntry append(TenantId tenant, TradingAccount account, Change change) {
    return append(tenant, null, account, change);
  }

  private TradingAccount now(TenantId tenant, TradingAccount account) {
    return accounts().find(tenant, null, account.id(), Fresh.deadline()).orElseThrow();
  }

  private List<AccountEntry> all(TenantId tenant, @Nullable UserId user, TradingAccount account) {
    return port(AccountEntryLog.class)
        .list(tenant, user, account.id(), null, 1_000, Fresh.deadline())
        .items();
  }

  @Test
  default void theFundsFollowFromTheEntries() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    List<AccountEntry> added =
        List.of(
            append(tenant, account, deposit("9999999999999999.9999")),
            append(tenant, account, change("lock", Reason.CORRECTION, "0", "100.0001")),
            append(tenant, account, change("loss", Reason.TRADE, "-9999999999999999.9999", "0")),
            append(tenant, account, change("fee", Reason.FEE, "-0.0001", "-100.0001")));
    assertThat(added).extracting(AccountEntry::sequence).containsExactly(1L, 2L, 3L, 4L);
    assertThat(added.get(1).after().free()).isEqualTo(eur("9999999999999899.9998"));
    assertThat(added.get(3).after())
        .isEqualTo(new TradingAccount.Funds(eur("-0.0001"), eur("0")));
    assertThat(now(tenant, account).funds()).isEqualTo(added.get(3).after());
    assertThat(now(tenant, account).version()).isEqualTo(5);
    assertThat(all(tenant, null, account)).isEqualTo(added);
  }

  @Test
  default void anEntryIsAddedOnce() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Change first = change("one", Reason.DEPOSIT, "5", "0");
    AccountEntry entry = append(tenant, account, first);
    append(tenant, account, deposit("7"));
    assertThat(append(tenant, account, first)).isEqualTo(entry);
    assertProblem(
        Problem.Conflict.class,
        () -> append(tenant, account, change("one", Reason.DEPOSIT, "6", "0")));
    assertThat(now(tenant, account).funds().total()).isEqualTo(eur("12"));
    TradingAccount another = newAccount(tenant);
    assertThat(append(tenant, another, change("one", Reason.DEPOSIT, "6", "0")).sequence())
        .as("ids are those of an account")
        .isEqualTo(1);
  }

  @Test
  default void entriesThatComeTogetherAreOneAfterTheOther() throws Exception {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    append(tenant, account, deposit("100"));
    Together.call(
        12, i -> () -> append(tenant, account, i % 2 == 0 ? deposit("3") : withdrawal("1")));
    List<AccountEntry> all = all(tenant, null, account);
    assertThat(all)
        .extracting(AccountEntry::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 13).boxed().toList());
    Money sum = all.stream().map(it -> it.change().amount()).reduce(Money.zero(EUR), Money::plus);
    assertThat(sum).isEqualTo(eur("112")).isEqualTo(now(tenant, account).funds().total());
  }

  private static Change withdrawal(String amount) {
    return change(Fresh.unique(), Reason.WITHDRAWAL, "-" + amount, "0");
  }

  @Test
  default void ofConcurrentWithdrawalsThoseAreDoneForWhichThereIsMoney() throws Exception {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    append(tenant, account, deposit("5"));
    List<Boolean> done =
        Together.call(
            8,
            i ->
                () -> {
                  try {
                    return append(tenant, account, withdrawal("1")).sequence() > 0;
                  } catch (ProblemException e) {
                    return false;
                  }
                });
    assertThat(done).filteredOn(Boolean.TRUE::equals).hasSize(5);
    assertThat(now(tenant, account).funds().total().isZero()).isTrue();
  }

  @Test
  default void whatAnAccountCannotHaveIsRefused() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    append(tenant, account, deposit("10"));
    assertProblem(Problem.NotReady.class, () -> append(tenant, account, withdrawal("10.0001")));
    assertProblem(
        Problem.NotReady.class,
        () -> append(tenant, account, change("l", Reason.CORRECTION, "0", "10.0001")));
    assertProblem(
        new Problem.Invalid("locked", "would leave less than nothing locked"),
        () -> append(tenant, account, change("u", Reason.CORRECTION, "0", "-1")));
    Money dollars = Money.parse("amount", "1", "USD");
    assertProblem(
        Problem.Invalid.class,
        () ->
            append(
                tenant,
                account,
                new Change("d", Reason.DEPOSIT, dollars, Money.zero(dollars.currency()), "", AT)));
    assertProblem(
        Problem.Invalid.class,
        () -> append(tenant, account, deposit("9999999999999999.9999")));
    assertThat(all(tenant, null, account)).hasSize(1);
    append(tenant, account, withdrawal("10"));
    accounts()
        .set(tenant, null, account.id(), TradingAccount.Status.CLOSED, 0, Fresh.deadline());
    assertProblem(Problem.NotReady.class, () -> append(tenant, account, deposit("1")));
  }

  @Test
  default void anAccountWithMoneyIsNotClosed() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    append(tenant, account, deposit("10"));
    assertProblem(
        Problem.NotReady.class,
        () ->
            accounts()
                .set(tenant, null, account.id(), TradingAccount.Status.CLOSED, 0, Fresh.deadline()));
  }

  @Test
  default void anotherUserAndTenantReachNothing() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    UserId another = newUser(tenant);
    TenantId other = newTenant();
    append(tenant, account.user(), account, deposit("10"));
    assertThat(all(tenant, account.user(), account)).hasSize(1);
    assertProblem(
        new Problem.NotFound("account", account.id().value()),
        () -> append(tenant, another, account, deposit("10")));
    assertProblem(Problem.NotFound.class, () -> append(other, account, deposit("10")));
    assertThat(all(tenant, another, account)).isEmpty();
    assertThat(all(other, null, account)).isEmpty();
  }

  @Override
  default List<Paged<?>> listings() {
    List<Paged<?>> listings = new ArrayList<>();
    for (TenantId tenant : List.of(newTenant(), newTenant())) {
      TradingAccount account = newAccount(tenant);
      IntStream.range(0, 11).forEach(i -> append(tenant, account, deposit("1")));
      listings.add(
          (after, limit) ->
              port(AccountEntryLog.class)
                  .list(tenant, null, account.id(), after, limit, Fresh.deadline()));
    }
    return listings;
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    assertUnavailable(
        () ->
            port(AccountEntryLog.class)
                .append(
                    tenant,
                    null,
                    account.id(),
                    deposit("1"),
                    Fresh.write(tenant),
                    Fresh.expired()));
    assertThat(all(tenant, null, account)).isEmpty();
  }
}
