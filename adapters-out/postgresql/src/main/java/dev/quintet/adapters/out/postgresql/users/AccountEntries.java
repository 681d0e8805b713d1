package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import java.sql.SQLException;
import java.util.List;

/** Adds entries to accounts in a transaction of their own, or of what they are booked with. */
public final class AccountEntries {

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

  private AccountEntries() {}

  /**
   * Adds an entry and changes the account, which stays locked until the transaction ends.
   *
   * @throws ProblemException NotFound; Invalid; NotReady
   */
  public static AccountEntry append(
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
}
