package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.UsersContract.eur;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Margin;
import dev.quintet.domain.trades.MarginStore;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.writes.Answer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Accounts with margins, and how every {@link MarginStore} lists them. */
interface MarginsContract extends TradesContract, PagingContract {

  Instant AT = TradesContract.AT;

  default MarginStore margins() {
    return port(MarginStore.class);
  }

  /** An account with that much money. */
  default TradingAccount funded(TenantId tenant, String amount) {
    TradingAccount account = newAccount(tenant);
    AccountEntry.Change deposit =
        new AccountEntry.Change(
            "d", AccountEntry.Reason.DEPOSIT, eur(amount), eur("0"), "", AT);
    AccountEntry unused =
        port(AccountEntryLog.class)
            .append(
                tenant,
                null,
                account.id(),
                deposit,
                UsersContract.write(tenant, null, "account_entry", account.id() + "/d", deposit),
                Fresh.deadline());
    return account;
  }

  default Margin.Key key(TradingAccount account, String id) {
    return new Margin.Key(account.id(), new TradeId(id));
  }

  default Answer.Recorded reserve(TenantId tenant, Margin.Key key, String amount) {
    return margins()
        .reserve(
            tenant,
            key,
            eur(amount),
            AT.plusSeconds(60),
            UsersContract.write(
                tenant, null, "margin", key.account() + "/" + key.id(), key + amount),
            Fresh.deadline());
  }

  default List<Margin> list(
      TenantId tenant, @Nullable UserId user, AccountId account, boolean locked) {
    return margins()
        .list(tenant, user, account, locked, null, Page.MAX_SIZE, Fresh.deadline())
        .items();
  }

  /** Of an account with six margins, of which one locks nothing. */
  default List<Paged<?>> listings(TenantId tenant) {
    TradingAccount account = funded(tenant, "100");
    for (String id : List.of("b", "a", "C", "c:1", "d", "e")) {
      reserve(tenant, key(account, id), "1");
    }
    Margin unused =
        margins()
            .change(tenant, null, key(account, "d"), it -> it.released(AT), Fresh.deadline());
    return List.of(listing(tenant, account, true), listing(tenant, account, false));
  }

  default Paged<Margin> listing(TenantId tenant, TradingAccount account, boolean locked) {
    return (after, limit) ->
        margins().list(tenant, null, account.id(), locked, after, limit, Fresh.deadline());
  }

  @Override
  default List<Paged<?>> listings() {
    TenantId tenant = newTenant();
    return Stream.of(tenant, tenant, newTenant())
        .flatMap(it -> listings(it).stream())
        .collect(Collectors.toList());
  }

  @Test
  default void marginsAreListedByTheirIdsAndThoseThatLockAlone() {
    TenantId tenant = newTenant();
    TradingAccount account = funded(tenant, "100");
    for (String id : List.of("b", "a", "C")) {
      reserve(tenant, key(account, id), "1");
    }
    Margin over =
        margins()
            .change(tenant, null, key(account, "a"), it -> it.released(AT), Fresh.deadline());
    List<Margin> all = list(tenant, null, account.id(), false);
    assertThat(all).extracting(it -> it.key().id().value()).containsExactly("C", "a", "b");
    assertThat(all).contains(over);
    assertThat(list(tenant, null, account.id(), true)).containsExactly(all.get(0), all.get(2));
    assertThat(list(tenant, null, new AccountId("none"), false)).isEmpty();
  }

  @Test
  default void marginsAreListedForTheirOwner() {
    TenantId tenant = newTenant();
    TradingAccount account = funded(tenant, "100");
    reserve(tenant, key(account, "m"), "60");
    assertThat(list(tenant, account.user(), account.id(), false)).hasSize(1);
    assertThat(list(tenant, newUser(tenant), account.id(), false)).isEmpty();
    assertThat(list(newTenant(), null, account.id(), false)).isEmpty();
  }
}
