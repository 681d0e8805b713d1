package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.trades.TradedAccount;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.Objects;
import java.util.function.Function;

/** A fill as its columns hold it. */
final class FillRow {

  /** Of fills {@code f} and accounts {@code a}. */
  static final String COLUMNS =
      """
      a.currency, f.account_id, f.trade_id, f.symbol, f.side, f.quantity, f.price, f.commission,
      f.swap, f.funding, f.at, f.position, f.strategy, f.agents, f.decision_id, f.order_id,
      f.execution_id, f.ai_confidence, f.multiplier, f.rate, f.user_id, f.tier,
      coalesce(f.version, f.sequence), f.recorded_at, f.sequence AS place""";

  static final String FROM =
      """
      SELECT %s
      FROM ${schema}.fills f
      JOIN ${schema}.trading_accounts a ON a.account_id = f.account_id
      """
          .formatted(COLUMNS);

  private FillRow() {}

  static RecordedFill recorded(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    Currency currency = Money.currency(row.text());
    AccountId account = new AccountId(row.text());
    Fill fill =
        new Fill(
            new TradeId(row.text()),
            account,
            new Symbol(row.text()),
            Side.of(row.text()),
            number(row),
            number(row),
            costs(row, currency),
            row.time(),
            new Fill.Origin(
                row.text(),
                row.text(),
                row.words(Function.identity()),
                row.text(),
                row.text(),
                row.text(),
                row.decimal()),
            conversion(row));
    return new RecordedFill(
        fill, new UserId(row.text()), row.optional(Tier::of), row.number(), row.time());
  }

  static BigDecimal number(Columns row) throws SQLException {
    return Objects.requireNonNull(row.decimal());
  }

  static Fill.Conversion conversion(Columns row) throws SQLException {
    return new Fill.Conversion(number(row), number(row));
  }

  static Costs costs(Columns row, Currency currency) throws SQLException {
    return new Costs(row.money(currency), row.money(currency), row.money(currency));
  }

  static void bind(Parameters parameters, Costs costs) throws SQLException {
    parameters
        .decimal(costs.commission().amount())
        .decimal(costs.swap().amount())
        .decimal(costs.funding().amount());
  }

  /** In the order of the statement that inserts. */
  static void bind(
      Parameters parameters, Fill fill, TradedAccount account, long sequence, String hedge)
      throws SQLException {
    parameters
        .text(fill.account())
        .text(fill.id())
        .text(account.user())
        .text(account.tier().word())
        .number(sequence)
        .text(fill.symbol())
        .text(hedge);
    bind(parameters, fill);
  }

  /** What a correction may change, in the order of the statements that insert and update. */
  static void bind(Parameters parameters, Fill fill) throws SQLException {
    parameters
        .text(Words.of(fill.side()))
        .decimal(fill.quantity())
        .decimal(fill.price());
    bind(parameters, fill.costs());
    Fill.Origin origin = fill.origin();
    parameters
        .time(fill.at())
        .text(origin.position())
        .text(origin.strategy())
        .words(origin.agents(), Function.identity())
        .text(origin.decision())
        .text(origin.order())
        .text(origin.execution())
        .decimal(origin.confidence())
        .decimal(fill.conversion().multiplier())
        .decimal(fill.conversion().rate());
  }
}
