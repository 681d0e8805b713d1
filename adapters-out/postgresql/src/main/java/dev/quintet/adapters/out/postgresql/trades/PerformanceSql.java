package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.trades.Performance;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Currency;

/** Sums over closed lots. */
final class PerformanceSql {

  /** The lots of a fill that closed them are one trade of their key. */
  private static final String SUMS =
      """
      WITH trades AS (
        SELECT %s AS key, a.currency, c.account_id, c.symbol, c.hedge, c.closed_at,
               max(c.number) AS number, min(c.opened_at) AS opened_at, sum(c.quantity) AS quantity,
               sum(c.gross) AS gross, sum(c.commission) AS commission, sum(c.swap) AS swap,
               sum(c.funding) AS funding,
               sum(c.gross - c.commission + c.swap + c.funding) AS net,
               count(DISTINCT f.ai_confidence) AS confidences,
               sum(DISTINCT f.ai_confidence) AS confidence
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
      ), days AS (
        SELECT key, currency, count(*) AS days, sum(net * net) AS squares,
               coalesce(sum(net * net) FILTER (WHERE net < 0), 0) AS loss_squares
        FROM (SELECT key, currency, sum(net) AS net
              FROM trades
              GROUP BY key, currency, date_trunc('day', closed_at, 'UTC')) AS d
        GROUP BY key, currency
      ), sums AS (
        SELECT currency, key, count(*) AS trades, sum(quantity) AS quantity, sum(gross) AS gross,
               sum(commission) AS commission, sum(swap) AS swap, sum(funding) AS funding,
               count(*) FILTER (WHERE net > 0) AS won, count(*) FILTER (WHERE net < 0) AS lost,
               coalesce(sum(net) FILTER (WHERE net > 0), 0) AS profit,
               coalesce(-sum(net) FILTER (WHERE net < 0), 0) AS loss, max(fall) AS fall,
               sum(extract(epoch FROM closed_at) - extract(epoch FROM opened_at)) AS held,
               range_agg(tstzrange(opened_at, closed_at)) AS open,
               min(opened_at) AS opened_at, max(closed_at) AS closed_at,
               sum(confidences) AS confidences, coalesce(sum(confidence), 0) AS confidence
        FROM fallen
        GROUP BY key, currency
      )
      SELECT s.currency, s.key, s.trades, s.quantity, s.gross, s.commission, s.swap, s.funding,
             s.won, s.lost, s.profit, s.loss, s.fall, s.held,
             (SELECT coalesce(sum(extract(epoch FROM upper(r)) - extract(epoch FROM lower(r))), 0)
              FROM unnest(s.open) AS r),
             s.opened_at, s.closed_at, d.days, d.squares, d.loss_squares,
             s.confidences, s.confidence
      FROM sums s
      JOIN days d ON d.key = s.key AND d.currency = s.currency
      ORDER BY s.key COLLATE "C", s.currency""";

  /** One row for each agent, and one for none. */
  private static final String AGENTS =
      """
      CROSS JOIN unnest(CASE WHEN cardinality(f.agents) = 0 THEN ARRAY[''] ELSE f.agents END)
        AS g (agent)""";

  private static final String DAY = "to_char(c.closed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')";

  private PerformanceSql() {}

  static String of(Performance.Grouping by, String conditions) {
    String key =
        switch (by) {
          case USER -> "c.user_id";
          case ACCOUNT -> "c.account_id";
          case DAY -> DAY;
          case USER_DAY -> "c.user_id || ' ' || " + DAY;
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
        row.number(),
        row.money(currency),
        row.money(currency),
        row.money(currency),
        new Performance.Holding(duration(row), duration(row), row.time(), row.time()),
        new Performance.Days(row.number(), FillRow.number(row), FillRow.number(row)),
        new Performance.Confidences(row.number(), FillRow.number(row)));
  }

  /** Of seconds. */
  private static Duration duration(Columns row) throws SQLException {
    BigDecimal micros = FillRow.number(row).movePointRight(6);
    return Duration.of(micros.longValueExact(), ChronoUnit.MICROS);
  }
}
