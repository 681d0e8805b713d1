package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries in {@code account_entries} of the tenant's schema; each changes its account in one statement. */
@Singleton
final class PostgresAccountEntryLog implements AccountEntryLog {

  /** Begins with what the last entry left: the account is locked until the entry is there. */
  private static final String APPEND =
      """
      WITH account AS (
        SELECT account_id, user_id, currency, coalesce(entries, 0) AS entries, total, locked
        FROM ${schema}.trading_accounts
        WHERE account_id = ? AND currency = ? AND status <> 'closed'
        FOR UPDATE
      ), entry AS (
        INSERT INTO ${schema}.account_entries AS e
          (account_id, entry_id, user_id, sequence, reason, amount, lock, total_before, locked_before,
           total_after, locked_after, note, at)
        SELECT a.account_id, c.entry_id, a.user_id, a.entries + 1, c.reason, c.amount, c.lock,
               a.total, a.locked, a.total + c.amount, a.locked + c.lock, c.note, c.at
        FROM account a
        CROSS JOIN (SELECT ?::text AS entry_id, ?::text AS reason, ?::numeric AS amount,
                           ?::numeric AS lock, ?::text AS note, ?::timestamptz AS at) AS c
        WHERE a.locked + c.lock >= 0
          AND (NOT ? OR a.total + c.amount - a.locked - c.lock >= 0)
          AND abs(a.total + c.amount) < 1e16 AND a.locked + c.lock < 1e16
          AND abs(a.total + c.amount - a.locked - c.lock) < 1e16
        RETURNING e.*
      ), changed AS (
        UPDATE ${schema}.trading_accounts t
        SET entries = e.sequence, total = e.total_after, locked = e.locked_after,
            free = e.total_after - e.locked_after, version = version + 1
        FROM entry e WHERE t.account_id = e.account_id
      )
      SELECT %s FROM entry e CROSS JOIN account a"""
          .formatted(AccountRow.ENTRY_COLUMNS);

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
        transaction -> added.add(append(transaction, tenant, account, change)),
        deadline);
    return added.isEmpty() ? entry(tenant, user, account, change.id(), deadline) : added.getFirst();
  }

  private static AccountEntry append(
      PostgresTransaction transaction,
      TenantId tenant,
      AccountId account,
      AccountEntry.Change change)
      throws SQLException {
    List<AccountEntry> added =
        transaction.list(
            TenantSchemas.of(tenant, APPEND),
            (statement, first) ->
                  new Parameters(statement, first)
                      .text(account.value())
                      .text(change.amount().currency().getCurrencyCode())
                      .text(change.id())
                      .text(Words.of(change.reason()))
                      .decimal(change.amount().amount())
                      .decimal(change.locked().amount())
                      .text(change.note())
                      .time(change.at())
                      .flag(change.needsFree()),
            AccountRow::entry);
    if (added.isEmpty()) {
      TradingAccount found =
          PostgresAccountStore.find(transaction, tenant, account)
              .orElseThrow(() -> PostgresAccountStore.notFound(account));
      found.after(change);
      throw new ProblemException(new Problem.Stale("account", account.value()));
    }
    return added.getFirst();
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
