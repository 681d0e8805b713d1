package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** An account, and an entry, as their columns hold them. */
final class AccountRow {

  static final String COLUMNS =
      """
      account_id, user_id, platform, broker, number, kind, currency, status, total, locked,
      equity, margin, free_margin, reported_at, version, opened_at""";

  static final String ENTRY_COLUMNS =
      """
      e.entry_id, e.reason, e.amount, e.lock, e.note, e.at, e.sequence, e.total_after,
      e.locked_after, e.recorded_at, a.currency""";

  private AccountRow() {}

  static TradingAccount account(ResultSet row) throws SQLException {
    Currency currency = Money.currency(row.getString(7));
    return new TradingAccount(
        new AccountId(row.getString(1)),
        new UserId(row.getString(2)),
        new TradingAccount.Terms(
            row.getString(3),
            row.getString(4),
            row.getString(5),
            TradingAccount.Kind.of(row.getString(6)),
            currency),
        TradingAccount.Status.of(row.getString(8)),
        new TradingAccount.Funds(
            Columns.money(row, 9, currency), Columns.money(row, 10, currency)),
        report(row, currency),
        row.getLong(15),
        Columns.instant(row, 16));
  }

  private static TradingAccount.@Nullable Report report(ResultSet row, Currency currency)
      throws SQLException {
    Instant at = Columns.findInstant(row, 14);
    return at == null
        ? null
        : new TradingAccount.Report(
            Columns.money(row, 11, currency),
            Columns.money(row, 12, currency),
            Columns.money(row, 13, currency),
            at);
  }

  static AccountEntry entry(ResultSet row) throws SQLException {
    Currency currency = Money.currency(row.getString(11));
    return new AccountEntry(
        new AccountEntry.Change(
            row.getString(1),
            AccountEntry.Reason.of(row.getString(2)),
            Columns.money(row, 3, currency),
            Columns.money(row, 4, currency),
            row.getString(5),
            Columns.instant(row, 6)),
        row.getLong(7),
        new TradingAccount.Funds(
            Columns.money(row, 8, currency), Columns.money(row, 9, currency)),
        Columns.instant(row, 10));
  }
}
