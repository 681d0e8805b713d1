package dev.quintet.adapters.out.contract;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.users.AccountStore;
import dev.quintet.domain.users.User;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserProfile;
import dev.quintet.domain.users.UserStore;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What contracts of the things that users own make; it checks nothing itself. */
interface UsersContract {

  Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");
  Currency EUR = Money.currency("EUR");

  /** The adapter of a port, on one database with the others. */
  <P> P port(Class<P> type);

  /** A new tenant, of the tier pro. */
  TenantId newTenant();

  default UserStore users() {
    return port(UserStore.class);
  }

  default AccountStore accounts() {
    return port(AccountStore.class);
  }

  static UserId freshUser() {
    return new UserId("u-" + Fresh.unique());
  }

  static UserProfile profile(String name) {
    return new UserProfile(
        new UserName.Email(name + "@example.com"), new UserName.Login(name), Tier.PRO, Map.of());
  }

  static Write write(TenantId tenant, @Nullable UserId user, String kind, String id, Object content) {
    Write any = Fresh.write(tenant);
    return new Write(
        new Subject(tenant, any.subject().service(), user),
        kind,
        id,
        Sha256.hex(content.toString()),
        AT,
        "1",
        null);
  }

  default void create(TenantId tenant, User user) {
    users()
        .create(
            tenant,
            user,
            null,
            write(tenant, null, "user", user.id().value(), user),
            Fresh.deadline());
  }

  /** A new active user. */
  default UserId newUser(TenantId tenant) {
    UserId id = freshUser();
    create(tenant, User.fresh(id, profile(id.value()), AT));
    return id;
  }

  static TradingAccount account(UserId user, String number) {
    return TradingAccount.fresh(
        new AccountId("a-" + Fresh.unique()),
        user,
        new TradingAccount.Terms("mt5", "Acme Markets", number, TradingAccount.Kind.LIVE, EUR),
        AT);
  }

  default TradingAccount open(TenantId tenant, TradingAccount account) {
    accounts()
        .open(
            tenant,
            account,
            write(tenant, account.user(), "account", account.id().value(), account),
            Fresh.deadline());
    return account;
  }

  /** A new account of a new user. */
  default TradingAccount newAccount(TenantId tenant) {
    return open(tenant, account(newUser(tenant), Fresh.unique()));
  }

  static Money eur(String amount) {
    return Money.parse("amount", amount, "EUR");
  }

  default User byId(TenantId tenant, UserId id) {
    return users().find(tenant, null, new UserName.Id(id), Fresh.deadline()).orElseThrow();
  }

  default User update(TenantId tenant, User user) {
    return users().update(tenant, user, null, Fresh.deadline());
  }

  default User inState(TenantId tenant, UserId id, User.State state) {
    User now = byId(tenant, id);
    return update(tenant, now.changed(now.profile(), state, AT.plusSeconds(1)));
  }
}
