package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.writes.Write;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Entries in a list for each account, which is read while others are added to it. */
public final class MemoryAccountEntryLog implements AccountEntryLog {

  private final MemoryAccountStore accounts;
  private final MemoryOnce once;
  private final Map<Key, List<AccountEntry>> entries = new ConcurrentHashMap<>();

  private record Key(TenantId tenant, AccountId account) {}

  public MemoryAccountEntryLog(MemoryAccountStore accounts, MemoryOnce once) {
    this.accounts = accounts;
    this.once = once;
  }

  @Override
  public AccountEntry append(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      AccountEntry.Change change,
      Write write,
      Deadline deadline) {
    List<AccountEntry> own =
        entries.computeIfAbsent(new Key(tenant, account), key -> new CopyOnWriteArrayList<>());
    once.together(
        write,
        () ->
            accounts.change(
                tenant,
                user,
                account,
                found -> {
                  TradingAccount.Funds after = found.after(change);
                  own.add(new AccountEntry(change, own.size() + 1L, after, write.at()));
                  return found.with(after);
                }),
        deadline);
    return own.stream().filter(it -> it.change().id().equals(change.id())).findFirst().orElseThrow();
  }

  /** How many an account has. */
  long size(TenantId tenant, AccountId account) {
    return entries.getOrDefault(new Key(tenant, account), List.of()).size();
  }

  List<AccountEntry> all(TenantId tenant, AccountId account) {
    return List.copyOf(entries.getOrDefault(new Key(tenant, account), List.of()));
  }

  /** Adds entries of a change that {@link MemoryAccountStore#change} makes. */
  void add(TenantId tenant, AccountId account, List<AccountEntry> added) {
    entries.computeIfAbsent(new Key(tenant, account), key -> new CopyOnWriteArrayList<>()).addAll(added);
  }

  @Override
  public Page<AccountEntry> list(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Listing listing = AccountEntryLog.listing(tenant, account);
    long last =
        after == null ? 0 : listing.position(after, 1, parts -> Long.parseLong(parts.getFirst()));
    List<AccountEntry> own =
        accounts.find(tenant, user, account, deadline).isEmpty()
            ? List.of()
            : entries.getOrDefault(new Key(tenant, account), List.of());
    List<AccountEntry> found =
        own.stream().filter(it -> it.sequence() > last).limit(limit + 1L).toList();
    return listing.page(found, limit, it -> List.of(Long.toString(it.sequence())));
  }
}
