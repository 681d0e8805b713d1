package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import java.math.BigDecimal;
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
      a.currency, e.entry_id, e.reason, e.amount, e.lock, e.note, e.at, e.sequence, e.total_after,
      e.locked_after, e.recorded_at""";

  private AccountRow() {}

  static TradingAccount account(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    AccountId id = new AccountId(row.text());
    UserId user = new UserId(row.text());
    String platform = row.text();
    String broker = row.text();
    String number = row.text();
    TradingAccount.Kind kind = TradingAccount.Kind.of(row.text());
    Currency currency = Money.currency(row.text());
    return new TradingAccount(
        id,
        user,
        new TradingAccount.Terms(platform, broker, number, kind, currency),
        TradingAccount.Status.of(row.text()),
        new TradingAccount.Funds(row.money(currency), row.money(currency)),
        report(row, currency),
        row.number(),
        row.time());
  }

  private static TradingAccount.@Nullable Report report(Columns row, Currency currency)
      throws SQLException {
    BigDecimal equity = row.decimal();
    BigDecimal margin = row.decimal();
    BigDecimal freeMargin = row.decimal();
    Instant at = row.timeOrNull();
    return at == null || equity == null || margin == null || freeMargin == null
        ? null
        : new TradingAccount.Report(
            new Money(equity, currency),
            new Money(margin, currency),
            new Money(freeMargin, currency),
            at);
  }

  static AccountEntry entry(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    Currency currency = Money.currency(row.text());
    return new AccountEntry(
        new AccountEntry.Change(
            row.text(),
            AccountEntry.Reason.of(row.text()),
            row.money(currency),
            row.money(currency),
            row.text(),
            row.time()),
        row.number(),
        new TradingAccount.Funds(row.money(currency), row.money(currency)),
        row.time());
  }
}
