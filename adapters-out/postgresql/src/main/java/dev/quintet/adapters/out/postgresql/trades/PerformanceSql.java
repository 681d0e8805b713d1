package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.trades.Performance;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;

/** Sums over closed lots. */
final class PerformanceSql {

  /** The lots of a fill that closed them are one trade of their key. */
  private static final String SUMS =
      """
      WITH trades AS (
        SELECT %s AS key, a.currency, c.account_id, c.symbol, c.hedge, c.closed_at,
               max(c.number) AS number, sum(c.quantity) AS quantity, sum(c.gross) AS gross,
               sum(c.commission) AS commission, sum(c.swap) AS swap, sum(c.funding) AS funding,
               sum(c.gross - c.commission + c.swap + c.funding) AS net
        FROM ${schema}.closed_lots c
        JOIN ${schema}.trading_accounts a ON a.account_id = c.account_id
        JOIN ${schema}.fills f ON f.account_id = c.account_id AND f.trade_id = c.opened
        %s
        WHERE %s
        GROUP BY 1, a.currency, c.account_id, c.symbol, c.hedge, c.closed, c.closed_at
      ), summed AS (
        SELECT t.*, sum(net) OVER course AS sum
        FROM trades t
        WINDOW course AS (PARTITION BY key, currency
                          ORDER BY closed_at, account_id, symbol, hedge, number)
      ), fallen AS (
        SELECT s.*, greatest(0, max(sum) OVER course) - sum AS fall
        FROM summed s
        WINDOW course AS (PARTITION BY key, currency
                          ORDER BY closed_at, account_id, symbol, hedge, number)
      )
      SELECT currency, key, count(*), sum(quantity), sum(gross), sum(commission), sum(swap),
             sum(funding), count(*) FILTER (WHERE net > 0),
             coalesce(sum(net) FILTER (WHERE net > 0), 0),
             coalesce(-sum(net) FILTER (WHERE net < 0), 0), max(fall)
      FROM fallen
      GROUP BY key, currency
      ORDER BY key COLLATE "C", currency""";

  /** One row for each agent, and one for none. */
  private static final String AGENTS =
      """
      CROSS JOIN unnest(CASE WHEN cardinality(f.agents) = 0 THEN ARRAY[''] ELSE f.agents END)
        AS g (agent)""";

  private PerformanceSql() {}

  static String of(Performance.Grouping by, String conditions) {
    String key =
        switch (by) {
          case ACCOUNT -> "c.account_id";
          case DAY -> "to_char(c.closed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')";
          case SYMBOL -> "c.symbol";
          case STRATEGY -> "f.strategy";
          case AGENT -> "g.agent";
        };
    String agents = by == Performance.Grouping.AGENT ? AGENTS : "";
    return SUMS.formatted(key, agents, conditions);
  }

  static Performance row(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    Currency currency = Money.currency(row.text());
    String key = row.text();
    long trades = row.number();
    BigDecimal quantity = FillRow.number(row);
    return new Performance(
        key,
        trades,
        quantity,
        row.money(currency),
        FillRow.costs(row, currency),
        row.number(),
        row.money(currency),
        row.money(currency),
        row.money(currency));
  }
}
