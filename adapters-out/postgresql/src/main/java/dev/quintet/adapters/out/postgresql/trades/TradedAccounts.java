package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.TradedAccount;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Accounts with the rules by which their positions follow from their fills. */
final class TradedAccounts {

  private static final String SELECT =
      """
      SELECT t.account_id, t.user_id,
             (SELECT u.tier FROM ${schema}.users u WHERE u.user_id = t.user_id),
             t.currency, t.status, t.position_mode, t.cost_method
      FROM ${schema}.trading_accounts t WHERE t.account_id = ?""";

  private static final String SET =
      """
      UPDATE ${schema}.trading_accounts SET position_mode = ?, cost_method = ?
      WHERE account_id = ? AND NOT EXISTS (SELECT FROM ${schema}.fills WHERE account_id = ?)
        AND NOT EXISTS (SELECT FROM ${schema}.trade_events WHERE account_id = ?)""";

  private TradedAccounts() {}

  /**
   * The account, which stays locked until the transaction ends.
   *
   * @throws ProblemException NotFound
   */
  static TradedAccount lock(PostgresTransaction transaction, TenantId tenant, AccountId account)
      throws SQLException {
    return find(transaction, tenant, account, SELECT + " FOR UPDATE");
  }

  /**
   * The account as it is.
   *
   * @throws ProblemException NotFound
   */
  static TradedAccount find(PostgresTransaction transaction, TenantId tenant, AccountId account)
      throws SQLException {
    return find(transaction, tenant, account, SELECT);
  }

  private static TradedAccount find(
      PostgresTransaction transaction, TenantId tenant, AccountId account, String sql)
      throws SQLException {
    List<TradedAccount> found =
        transaction.list(
            TenantSchemas.of(tenant, sql),
            (statement, first) -> new Parameters(statement, first).text(account),
            TradedAccounts::of);
    return found.stream()
        .findFirst()
        .orElseThrow(() -> new ProblemException(new Problem.NotFound("account", account.value())));
  }

  private static TradedAccount of(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    return new TradedAccount(
        new AccountId(row.text()),
        new UserId(row.text()),
        Tier.of(row.text()),
        Money.currency(row.text()),
        TradingAccount.Status.of(row.text()),
        new PositionRules(
            PositionRules.Mode.of(row.text()), PositionRules.Method.of(row.text())));
  }

  /** Sets the rules of an account that is locked, unless it has fills or other events. */
  static boolean set(
      PostgresTransaction transaction, TenantId tenant, AccountId account, PositionRules rules)
      throws SQLException {
    return transaction.update(
            TenantSchemas.of(tenant, SET),
            (statement, first) ->
                new Parameters(statement, first)
                    .text(Words.of(rules.mode()))
                    .text(Words.of(rules.method()))
                    .text(account)
                    .text(account)
                    .text(account))
        == 1;
  }
}
