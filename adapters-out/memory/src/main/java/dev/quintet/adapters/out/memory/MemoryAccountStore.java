package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.AccountStore;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.users.User;
import dev.quintet.domain.writes.Write;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Accounts in a map for each tenant; made with their users. */
public final class MemoryAccountStore implements AccountStore {

  private final MemoryUserStore users;
  private final MemoryOnce once;
  private final Map<TenantId, TreeMap<String, TradingAccount>> tenants = new ConcurrentHashMap<>();
  private BiFunction<TenantId, AccountId, Long> openPositions = (tenant, account) -> 0L;

  MemoryAccountStore(MemoryUserStore users, MemoryOnce once) {
    this.users = users;
    this.once = once;
  }

  synchronized void countPositions(BiFunction<TenantId, AccountId, Long> open) {
    openPositions = open;
  }

  /** Of the owner of an account; all accounts of one that is deleted are closed, and take no fill. */
  Tier tier(TenantId tenant, TradingAccount account) {
    return users.tier(tenant, account.user()).orElse(Tier.FREE);
  }

  private TreeMap<String, TradingAccount> of(TenantId tenant) {
    return tenants.computeIfAbsent(tenant, id -> new TreeMap<>());
  }

  synchronized List<TradingAccount> of(TenantId tenant, @Nullable UserId user) {
    return of(tenant).values().stream()
        .filter(account -> user == null || account.user().equals(user))
        .toList();
  }

  @Override
  public void open(TenantId tenant, TradingAccount account, Write write, Deadline deadline) {
    once.together(write, () -> open(tenant, account), deadline);
  }

  private synchronized void open(TenantId tenant, TradingAccount account) {
    User owner =
        users
            .active(tenant, account.user())
            .orElseThrow(
                () ->
                    new ProblemException(
                        new Problem.NotFound("active user", account.user().value())));
    if (of(tenant).containsKey(account.id().value())) {
      throw new ProblemException(new Problem.AlreadyExists("account", account.id().value()));
    }
    long most = MemoryUserStore.most(owner, LIMIT);
    long open =
        of(tenant, account.user()).stream()
            .filter(it -> it.status() != TradingAccount.Status.CLOSED)
            .count();
    if (open >= most) {
      throw new ProblemException(new Problem.LimitExceeded(LIMIT, most, Duration.ZERO));
    }
    TradingAccount.Terms terms = account.terms();
    boolean taken =
        of(tenant).values().stream()
            .map(TradingAccount::terms)
            .anyMatch(
                it -> it.broker().equals(terms.broker()) && it.number().equals(terms.number()));
    if (taken) {
      throw new ProblemException(new Problem.AlreadyExists("account", "with this number"));
    }
    of(tenant).put(account.id().value(), account);
  }

  /** Changes an account that is there. */
  synchronized TradingAccount change(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      UnaryOperator<TradingAccount> change) {
    TradingAccount found =
        of(tenant, user).stream()
            .filter(it -> it.id().equals(account))
            .findFirst()
            .orElseThrow(
                () -> new ProblemException(new Problem.NotFound("account", account.value())));
    TradingAccount changed = change.apply(found);
    of(tenant).put(account.value(), changed);
    return changed;
  }

  @Override
  public TradingAccount report(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      TradingAccount.Report report,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    return change(tenant, user, account, it -> it.with(report));
  }

  @Override
  public TradingAccount set(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      TradingAccount.Status status,
      long version,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    return change(
        tenant,
        user,
        account,
        it -> {
          if (status == TradingAccount.Status.CLOSED) {
            it.requireFlat(openPositions.apply(tenant, account));
          }
          return it.in(status, version);
        });
  }

  @Override
  public Optional<TradingAccount> find(
      TenantId tenant, @Nullable UserId user, AccountId account, Deadline deadline) {
    MemoryFailures.check(deadline);
    return of(tenant, user).stream().filter(it -> it.id().equals(account)).findFirst();
  }

  @Override
  public Page<TradingAccount> list(
      TenantId tenant, @Nullable UserId user, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = AccountStore.listing(tenant, user);
    String last = listing.position(after);
    List<TradingAccount> found =
        of(tenant, user).stream()
            .filter(it -> it.id().value().compareTo(last) > 0)
            .limit(limit + 1L)
            .toList();
    return listing.page(found, limit, it -> List.of(it.id().value()));
  }
}
