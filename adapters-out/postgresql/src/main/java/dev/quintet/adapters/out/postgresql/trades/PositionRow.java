package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.ClosedLot;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.HeldLot;
import dev.quintet.domain.trades.Lot;
import dev.quintet.domain.trades.OpenPosition;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;

/** A position, its lots, and what was closed, as their columns hold them. */
final class PositionRow {

  /** Of {@link #position}. */
  static final String STATE =
      "p.gross, p.dividends, p.commission, p.swap, p.funding, p.cycles, p.changed_at, p.lots";

  /** Of {@link #summary}; positions {@code p} and accounts {@code a}. */
  static final String SUMMARY =
      """
      a.currency, p.account_id, p.symbol, p.hedge, p.quantity, p.average_price, p.realised,
      p.dividends, p.commission, p.swap, p.funding, p.cycles, p.changed_at""";

  /** Of {@link #closed}; closed lots {@code c} and accounts {@code a}. */
  static final String CLOSED =
      """
      a.currency, c.account_id, c.symbol, c.hedge, c.cycle, c.opened, c.opened_at, c.closed,
      c.closed_at, c.side, c.quantity, c.cost, c.close_price, c.gross, c.commission, c.swap,
      c.funding, c.multiplier, c.rate, c.number""";

  /** Of {@link #held}; those, and the fills that opened them {@code f}. */
  static final String HELD =
      CLOSED
          + """
          , c.user_id, f.strategy, f.agents,
          EXISTS (SELECT FROM ${schema}.trade_events e
                  WHERE e.account_id = c.account_id AND e.symbol = c.symbol AND e.kind = 'split'
                    AND e.at BETWEEN c.opened_at AND c.closed_at)""";

  /**
   * A closed lot and its place.
   *
   * @param number 1 for the first of its position
   */
  record Numbered(ClosedLot lot, long number) {}

  /** As {@link Numbered}. */
  record Held(HeldLot lot, long number) {}

  private PositionRow() {}

  static Position position(Columns row, Position.Key key, Currency currency) throws SQLException {
    BigDecimal gross = converted(row);
    BigDecimal dividends = converted(row);
    Costs costs = FillRow.costs(row, currency);
    int cycles = Math.toIntExact(row.number());
    Instant changed = row.time();
    return new Position(
        key,
        row.words(text -> lot(text, currency)),
        new Position.Totals(gross, dividends, costs),
        cycles,
        changed);
  }

  private static BigDecimal converted(Columns row) throws SQLException {
    return FillRow.number(row).setScale(Fill.CONVERTED_SCALE);
  }

  /** In the order of the statement that inserts, behind key and user. */
  static void bind(Parameters parameters, Position position, Instant changedAt)
      throws SQLException {
    Position.Totals totals = position.totals();
    parameters
        .decimal(position.quantity())
        .decimal(position.averagePrice())
        .decimal(position.realised().amount())
        .decimal(totals.gross())
        .decimal(totals.dividends());
    FillRow.bind(parameters, totals.costs());
    parameters
        .number(position.cycles())
        .words(position.lots(), PositionRow::text)
        .time(changedAt);
  }

  private static String text(Lot lot) {
    Costs costs = lot.costs();
    return String.join(
        " ",
        lot.fill().value(),
        Words.of(lot.side()),
        lot.at().toString(),
        lot.quantity().toPlainString(),
        lot.cost().toPlainString(),
        costs.commission().amount().toPlainString(),
        costs.swap().amount().toPlainString(),
        costs.funding().amount().toPlainString(),
        lot.conversion().multiplier().toPlainString(),
        lot.conversion().rate().toPlainString());
  }

  private static Lot lot(String text, Currency currency) {
    List<String> words = List.of(text.split(" "));
    return new Lot(
        new TradeId(words.get(0)),
        Side.of(words.get(1)),
        Instant.parse(words.get(2)),
        new BigDecimal(words.get(3)),
        new BigDecimal(words.get(4)),
        new Costs(
            new Money(new BigDecimal(words.get(5)), currency),
            new Money(new BigDecimal(words.get(6)), currency),
            new Money(new BigDecimal(words.get(7)), currency)),
        words.size() == 8
            ? Fill.Conversion.NONE
            : new Fill.Conversion(new BigDecimal(words.get(8)), new BigDecimal(words.get(9))));
  }

  static PositionSummary summary(ResultSet columns) throws SQLException {
    return summary(new Columns(columns));
  }

  /** With its owner and version behind it. */
  static CurrentPosition current(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    return new CurrentPosition(summary(row), new UserId(row.text()), row.number());
  }

  private static PositionSummary summary(Columns row) throws SQLException {
    Currency currency = Money.currency(row.text());
    return new PositionSummary(
        key(row),
        FillRow.number(row),
        FillRow.number(row),
        row.money(currency),
        Position.money(FillRow.number(row), currency),
        FillRow.costs(row, currency),
        Math.toIntExact(row.number()),
        row.time());
  }

  static OpenPosition open(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    Currency currency = Money.currency(row.text());
    return new OpenPosition(
        key(row),
        FillRow.number(row),
        FillRow.number(row),
        converted(row),
        FillRow.number(row),
        row.flag(),
        currency);
  }

  private static Position.Key key(Columns row) throws SQLException {
    return new Position.Key(new AccountId(row.text()), new Symbol(row.text()), row.text());
  }

  static Held held(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    Numbered closed = closed(row);
    return new Held(
        new HeldLot(
            closed.lot,
            new UserId(row.text()),
            row.text(),
            row.words(Function.identity()),
            row.flag()),
        closed.number);
  }

  static Numbered closed(Columns row) throws SQLException {
    Currency currency = Money.currency(row.text());
    ClosedLot lot =
        new ClosedLot(
            key(row),
            Math.toIntExact(row.number()),
            new TradeId(row.text()),
            row.time(),
            new TradeId(row.text()),
            row.time(),
            Side.of(row.text()),
            FillRow.number(row),
            FillRow.number(row).setScale(Fill.EXACT_SCALE),
            FillRow.number(row),
            row.money(currency),
            FillRow.costs(row, currency),
            FillRow.conversion(row));
    return new Numbered(lot, row.number());
  }
}
