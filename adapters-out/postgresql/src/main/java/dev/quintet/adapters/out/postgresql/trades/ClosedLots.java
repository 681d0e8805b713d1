package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.adapters.out.postgresql.kernel.UnnestedRows;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.ClosedLot;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.Recording;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeId;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Closed lots in {@code closed_lots} of the tenant's schema, by a transaction that holds their account. */
final class ClosedLots {

  private static final String FORGET =
      """
      DELETE FROM ${schema}.closed_lots WHERE account_id = ? AND symbol = ? AND hedge = ?
      RETURNING closed, closed_at""";

  /**
   * Answers, in their order, with the number of each and with what its opening fill says. That is looked up
   * for each: a join that was planned while the table was small would read all of it ever after.
   */
  private static final String CLOSE =
      """
      WITH added AS (
      INSERT INTO ${schema}.closed_lots
        (account_id, symbol, hedge, user_id, number, cycle, opened, opened_at, closed, closed_at,
         side, quantity, cost, close_price, gross, commission, swap, funding, multiplier, rate)
      SELECT k.account_id, k.symbol, k.hedge, k.user_id,
             l.place + coalesce((SELECT c.number FROM ${schema}.closed_lots c
                                 WHERE c.account_id = k.account_id AND c.symbol = k.symbol
                                   AND c.hedge = k.hedge
                                 ORDER BY c.number DESC LIMIT 1), 0),
             l.cycle, l.opened, l.opened_at, l.closed, l.closed_at, l.side, l.quantity, l.cost,
             l.close_price, l.gross, l.commission, l.swap, l.funding, l.multiplier, l.rate
      FROM (SELECT ?::text AS account_id, ?::text AS symbol, ?::text AS hedge, ?::text AS user_id)
        AS k
      CROSS JOIN unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[],
                        ?::text[], ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[],
                        ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[])
        WITH ORDINALITY
        AS l (cycle, opened, opened_at, closed, closed_at, side, quantity, cost, close_price, gross,
              commission, swap, funding, multiplier, rate, place)
      RETURNING account_id, number, opened
      )
      SELECT a.number, f.strategy, f.agents, f.ai_confidence
      FROM added a
      CROSS JOIN LATERAL (
        SELECT f.strategy, f.agents, f.ai_confidence FROM ${schema}.fills f
        WHERE f.account_id = a.account_id AND f.trade_id = a.opened
        LIMIT 1) AS f
      ORDER BY a.number""";

  private ClosedLots() {}

  /** What it had closed, when its course is another now. */
  static List<Trade.Key> forget(
      PostgresTransaction transaction, TenantId tenant, Recording recording) throws SQLException {
    return recording.replayed()
        ? transaction.list(
            TenantSchemas.of(tenant, FORGET),
            (statement, first) ->
                bind(new Parameters(statement, first), recording.after().key()),
            columns -> {
              Columns row = new Columns(columns);
              return new Trade.Key(new TradeId(row.text()), row.time());
            })
        : List.of();
  }

  /** Adds what it closed. */
  static List<Trade.Closing> add(
      PostgresTransaction transaction, TenantId tenant, Recording recording, String user)
      throws SQLException {
    if (recording.closed().isEmpty()) {
      return List.of();
    }
    Iterator<ClosedLot> lots = recording.closed().iterator();
    return transaction.list(
        TenantSchemas.of(tenant, CLOSE),
        (statement, first) -> {
          bind(new Parameters(statement, first), recording.after().key()).text(user);
          bind(new UnnestedRows<>(statement, first + 4, recording.closed()));
        },
        columns -> {
          Columns row = new Columns(columns);
          return new Trade.Closing(
              lots.next(),
              row.number(),
              row.text(),
              row.words(Function.identity()),
              row.decimal());
        });
  }

  private static void bind(UnnestedRows<ClosedLot> rows) throws SQLException {
    rows.number(ClosedLot::cycle)
        .text(lot -> lot.opened().value())
        .text(lot -> lot.openedAt().toString())
        .text(lot -> lot.closed().value())
        .text(lot -> lot.closedAt().toString())
        .text(lot -> Words.of(lot.side()))
        .text(lot -> lot.quantity().toPlainString())
        .text(lot -> lot.cost().toPlainString())
        .text(lot -> lot.closePrice().toPlainString())
        .text(lot -> lot.gross().amount().toPlainString())
        .text(lot -> lot.costs().commission().amount().toPlainString())
        .text(lot -> lot.costs().swap().amount().toPlainString())
        .text(lot -> lot.costs().funding().amount().toPlainString())
        .text(lot -> lot.conversion().multiplier().toPlainString())
        .text(lot -> lot.conversion().rate().toPlainString());
  }

  private static Parameters bind(Parameters parameters, Position.Key key) throws SQLException {
    return parameters.text(key.account()).text(key.symbol()).text(key.hedge());
  }
}
