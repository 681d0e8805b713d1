package dev.quintet.benchmarks;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Fills by pgjdbc on a pool, as a user for whom no row security holds: the statements that a fill takes, in
 * one transaction. Of each two fills the first opens a position of one unit, and the second closes it.
 */
final class BareTrades {

  private static final String WRITE =
      """
      INSERT INTO quintet.writes
        (tenant_id, kind, id, content_sha256, at, outcome, service, usage_count)
      VALUES ('demo', 'fill', ?, ?, now(), '1', 'service', 0)
      ON CONFLICT DO NOTHING""";

  private static final String LOCK =
      """
      SELECT user_id, (SELECT u.tier FROM tenant_demo.users u WHERE u.user_id = t.user_id), currency,
             status, position_mode, cost_method
      FROM tenant_demo.trading_accounts t WHERE account_id = ? FOR UPDATE""";

  private static final String BEFORE =
      """
      SELECT (SELECT coalesce(max(sequence), 0) FROM tenant_demo.fills WHERE account_id = ?),
             p.quantity, p.realised, p.gross, p.dividends, p.commission, p.swap, p.funding, p.cycles,
             p.lots, p.changed_at
      FROM (SELECT) AS always
      LEFT JOIN tenant_demo.positions p ON p.account_id = ? AND p.symbol = 'DAX' AND p.hedge = ''""";

  private static final String FILL =
      """
      WITH fill AS (
        INSERT INTO tenant_demo.fills
          (account_id, trade_id, user_id, sequence, symbol, hedge, side, quantity, price, commission,
           swap, funding, at, position, strategy, agents, decision_id, order_id, execution_id,
           tier)
        VALUES (?, ?, 'ann', ?, 'DAX', '', ?, 1, ?, 0, 0, 0, now(), '', 'trend', '{}', '', '', '', 'pro')
      )
      INSERT INTO tenant_demo.positions
        (account_id, symbol, hedge, user_id, quantity, average_price, realised, gross, dividends,
         commission, swap, funding, cycles, lots, changed_at)
      VALUES (?, 'DAX', '', 'ann', ?, 0, 0, 0, 0, 0, 0, 0, ?, ?, now())
      ON CONFLICT (account_id, symbol, hedge) DO UPDATE
      SET quantity = excluded.quantity, average_price = excluded.average_price,
          realised = excluded.realised, gross = excluded.gross, dividends = excluded.dividends,
          commission = excluded.commission, swap = excluded.swap, funding = excluded.funding,
          cycles = excluded.cycles, lots = excluded.lots, changed_at = excluded.changed_at""";

  private static final String CLOSE =
      """
      WITH added AS (
        INSERT INTO tenant_demo.closed_lots
          (account_id, symbol, hedge, user_id, number, cycle, opened, opened_at, closed, closed_at,
           side, quantity, cost, close_price, gross, commission, swap, funding)
        VALUES (?, 'DAX', '', 'ann',
                (SELECT coalesce(max(number), 0) + 1 FROM tenant_demo.closed_lots
                 WHERE account_id = ? AND symbol = 'DAX' AND hedge = ''),
                1, ?, now(), ?, now(), 'buy', 1, 100, 101, 1, 0, 0, 0)
        RETURNING account_id, number, opened
      )
      SELECT a.number, f.strategy, f.agents
      FROM added a
      JOIN tenant_demo.fills f ON f.account_id = a.account_id AND f.trade_id = a.opened""";

  private static final String OUTBOX =
      """
      WITH lane AS (
        INSERT INTO quintet.outbox_lanes (tenant_id, store) VALUES ('demo', ?)
        ON CONFLICT DO NOTHING
      ), added AS (
        INSERT INTO quintet.outbox
          (tenant_id, store, operation, user_id, kind, aggregate, sequence, payload)
        VALUES ('demo', ?, ?, 'ann', 'fill', ?, ?, ?)
      )
      INSERT INTO quintet.receipts
        (tenant_id, operation, store, user_id, guarantee, state, waiting, attempts, since,
         recorded_at)
      VALUES ('demo', ?, 'postgresql', 'ann', 'outbox', 'committed', 0, 1, now(), now()),
             ('demo', ?, ?, 'ann', 'outbox', 'pending', 1, 0, now(), now())""";

  private static final String SETTLE =
      """
      UPDATE quintet.receipts SET state = 'committed', waiting = 0
      WHERE tenant_id = 'demo' AND operation = ? AND store = ?""";

  private final BarePostgres engine;
  private final String account;
  private final String store;
  private int number;

  /**
   * @param account of the demo tenant and the user ann, in EUR, without fills
   * @param store that a row of the outbox is for
   */
  BareTrades(BarePostgres engine, String account, String store) {
    this.engine = engine;
    this.account = account;
    this.store = store;
  }

  /** The next fill. */
  void record(String payload) throws SQLException {
    number++;
    boolean closes = number % 2 == 0;
    String id = "t-" + number;
    try (Connection connection = engine.connection()) {
      connection.setAutoCommit(false);
      try {
        write(connection, id);
        query(connection, LOCK, account);
        query(connection, BEFORE, account, account);
        fill(connection, id, closes);
        if (closes) {
          query(connection, CLOSE, account, account, "t-" + (number - 1), id);
          engine.entry(connection, account, "fill:" + id + ":trade");
        }
        outbox(connection, "bare:" + id + "@" + account, payload);
        connection.commit();
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /** Notes that all stores have the last one. */
  void settle() throws SQLException {
    try (Connection connection = engine.connection();
        PreparedStatement statement = connection.prepareStatement(SETTLE)) {
      statement.setString(1, "bare:t-" + number + "@" + account);
      statement.setString(2, store);
      statement.executeUpdate();
    }
  }

  private void write(Connection connection, String id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      statement.setString(1, account + "/" + id);
      statement.setBytes(2, new byte[32]);
      statement.executeUpdate();
    }
  }

  private static void query(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("no row");
        }
      }
    }
  }

  private void fill(Connection connection, String id, boolean closes) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FILL)) {
      statement.setString(1, account);
      statement.setString(2, id);
      statement.setLong(3, number);
      statement.setString(4, closes ? "sell" : "buy");
      statement.setBigDecimal(5, new BigDecimal(closes ? "101" : "100"));
      statement.setString(6, account);
      statement.setBigDecimal(7, closes ? BigDecimal.ZERO : BigDecimal.ONE);
      statement.setLong(8, (number + 1) / 2);
      statement.setArray(
          9,
          connection.createArrayOf(
              "text", closes ? new String[0] : new String[] {id, "buy", "1", "100", "0", "0", "0"}));
      statement.executeUpdate();
    }
  }

  private void outbox(Connection connection, String operation, String payload)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OUTBOX)) {
      statement.setString(1, store);
      statement.setString(2, store);
      statement.setString(3, operation);
      statement.setString(4, account);
      statement.setLong(5, number);
      statement.setString(6, payload);
      statement.setString(7, operation);
      statement.setString(8, operation);
      statement.setString(9, store);
      statement.executeUpdate();
    }
  }
}
