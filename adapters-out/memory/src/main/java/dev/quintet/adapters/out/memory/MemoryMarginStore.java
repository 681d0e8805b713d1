package dev.quintet.adapters.out.memory;

import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Margin;
import dev.quintet.domain.trades.MarginStore;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Margins by their keys. */
public final class MemoryMarginStore implements MarginStore {

  private final MemoryAccountStore accounts;
  private final MemoryAccountEntryLog entries;
  private final MemoryFillLog fills;
  private final MemoryOnce once;
  private final MemoryOutboxStore outbox;
  private final Map<Reference, Margin> all = new HashMap<>();

  MemoryMarginStore(
      MemoryAccountStore accounts,
      MemoryAccountEntryLog entries,
      MemoryFillLog fills,
      MemoryOnce once,
      MemoryOutboxStore outbox) {
    this.accounts = accounts;
    this.entries = entries;
    this.fills = fills;
    this.once = once;
    this.outbox = outbox;
  }

  @Override
  public synchronized Answer.Recorded reserve(
      TenantId tenant,
      Margin.Key key,
      Money amount,
      Instant expiresAt,
      Write write,
      Deadline deadline) {
    return once.together(
        write,
        () -> {
          TradingAccount account =
              append(
                  tenant,
                  write.subject().user(),
                  key,
                  found -> key.entry("reserve", amount, write.at()),
                  write.at());
          outbox.begin(key.operation(tenant, account.user()));
          all.put(
              new Reference(tenant, key),
              Margin.reserved(key, account.user(), amount, expiresAt, write.at()));
        },
        deadline);
  }

  private interface Entry {
    AccountEntry.Change of(TradingAccount account);
  }

  private TradingAccount append(
      TenantId tenant, @Nullable UserId user, Margin.Key key, Entry entry, Instant at) {
    return accounts.change(
        tenant,
        user,
        key.account(),
        account -> {
          AccountEntry.Change change = entry.of(account);
          if (change.needsFree() && account.status() != TradingAccount.Status.ACTIVE) {
            throw new ProblemException(
                new Problem.NotReady("account " + key.account() + " is not active"));
          }
          TradingAccount.Funds after = account.after(change);
          long sequence = entries.size(tenant, account.id()) + 1;
          entries.add(
              tenant, account.id(), List.of(new AccountEntry(change, sequence, after, at)));
          return account.with(after);
        });
  }

  @Override
  public synchronized Margin change(
      TenantId tenant,
      @Nullable UserId user,
      Margin.Key key,
      UnaryOperator<Margin> change,
      Deadline deadline) {
    Margin before =
        find(tenant, user, key, deadline)
            .orElseThrow(
                () -> new ProblemException(new Problem.NotFound("margin", key.id().value())));
    Margin after = change.apply(before);
    if (before.locks() && !after.locks()) {
      release(tenant, after);
    }
    put(tenant, after);
    return after;
  }

  private void release(TenantId tenant, Margin margin) {
    Money locked =
        accounts
            .change(tenant, null, margin.key().account(), UnaryOperator.identity())
            .funds()
            .locked();
    Money part = locked.compareTo(margin.amount()) < 0 ? locked : margin.amount();
    if (!part.isZero()) {
      TradingAccount unused =
          append(
              tenant,
              null,
              margin.key(),
              account -> margin.key().entry("release", part.negated(), margin.changedAt()),
              margin.changedAt());
    }
  }

  private void put(TenantId tenant, Margin after) {
    all.put(new Reference(tenant, after.key()), after);
    switch (after.state()) {
      case RESERVED, FILLING, RELEASED -> {}
      case OPEN ->
          outbox.end(tenant, after.key().operation(), Receipt.State.COMMITTED, null);
      case COMPENSATED ->
          outbox.end(
              tenant, after.key().operation(), Receipt.State.COMPENSATED, after.reason());
    }
  }

  @Override
  public synchronized Margin fill(
      TenantId tenant, Margin.Key key, Set<String> stores, Write write, Deadline deadline) {
    Margin before = Objects.requireNonNull(all.get(new Reference(tenant, key)));
    if (before.state() == Margin.State.FILLING && before.fill() != null) {
      Answer.Recorded unused = fills.append(tenant, before.fill(), stores, write, deadline);
    }
    return change(tenant, write.subject().user(), key, it -> it.filled(write.at()), deadline);
  }

  @Override
  public synchronized Optional<Margin> find(
      TenantId tenant, @Nullable UserId user, Margin.Key key, Deadline deadline) {
    MemoryFailures.check(deadline);
    return Optional.ofNullable(all.get(new Reference(tenant, key)))
        .filter(it -> user == null || user.equals(it.user()));
  }

  @Override
  public synchronized Page<Margin> list(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      boolean locked,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = MarginStore.listing(tenant, account, locked);
    String last = after == null ? "" : listing.position(after, 1, List::getFirst);
    List<Margin> found =
        all.entrySet().stream()
            .filter(it -> it.getKey().tenant().equals(tenant))
            .map(Map.Entry::getValue)
            .filter(it -> it.key().account().equals(account))
            .filter(it -> user == null || user.equals(it.user()))
            .filter(it -> !locked || it.locks())
            .filter(it -> it.key().id().value().compareTo(last) > 0)
            .sorted(Comparator.comparing(it -> it.key().id().value()))
            .limit(limit + 1L)
            .toList();
    return listing.page(found, limit, it -> List.of(it.key().id().value()));
  }

  @Override
  public synchronized List<Reference> due(
      Set<TenantId> tenants, Instant now, Deadline deadline) {
    MemoryFailures.check(deadline);
    return all.entrySet().stream()
        .filter(it -> tenants.contains(it.getKey().tenant()))
        .filter(
            it ->
                it.getValue().state() == Margin.State.FILLING
                    || !it.getValue().expired(now).equals(it.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
