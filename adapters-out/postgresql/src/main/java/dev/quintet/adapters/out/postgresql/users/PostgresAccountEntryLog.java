package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries in {@code account_entries} of the tenant's schema; each changes its account with {@link AccountEntries}. */
@Singleton
final class PostgresAccountEntryLog implements AccountEntryLog {

  private static final String ENTRIES =
      """
      SELECT %s
      FROM ${schema}.account_entries e
      JOIN ${schema}.trading_accounts a ON a.account_id = e.account_id
      WHERE e.account_id = ?"""
          .formatted(AccountRow.ENTRY_COLUMNS);

  private final PostgresPool pool;

  PostgresAccountEntryLog(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public AccountEntry append(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      AccountEntry.Change change,
      Write write,
      Deadline deadline) {
    List<AccountEntry> added = new ArrayList<>(1);
    pool.once(
        "change funds",
        write,
        transaction -> added.add(AccountEntries.append(transaction, tenant, account, change)),
        deadline);
    return added.isEmpty() ? entry(tenant, user, account, change.id(), deadline) : added.getFirst();
  }

  private AccountEntry entry(
      TenantId tenant, @Nullable UserId user, AccountId account, String id, Deadline deadline) {
    return pool.read(
        "read account entry",
        Scope.of(tenant, user),
        deadline,
        transaction ->
            transaction
                .list(
                    TenantSchemas.of(tenant, ENTRIES + " AND e.entry_id = ?"),
                    (statement, first) ->
                        new Parameters(statement, first).text(account.value()).text(id),
                    AccountRow::entry)
                .stream()
                .findFirst()
                .orElseThrow(() -> PostgresAccountStore.notFound(account)));
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
    List<AccountEntry> found =
        pool.read(
            "list account entries",
            Scope.of(tenant, user),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(
                        tenant, ENTRIES + " AND e.sequence > ? ORDER BY e.sequence LIMIT ?"),
                    (statement, first) ->
                        new Parameters(statement, first)
                            .text(account.value())
                            .number(last)
                            .number(limit + 1L),
                    AccountRow::entry));
    return listing.page(found, limit, entry -> List.of(Long.toString(entry.sequence())));
  }
}
