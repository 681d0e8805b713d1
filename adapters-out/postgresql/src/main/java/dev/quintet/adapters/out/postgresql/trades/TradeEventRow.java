package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.RecordedEvent;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Recording;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Events of an account beside its fills, as their columns hold them. */
final class TradeEventRow {

  /**
   * Of the last fill or event of an account {@code k}; 0: there is none. By the index: under row security a
   * maximum would read all of an account.
   */
  static final String NUMBER =
      """
      greatest((SELECT f.sequence FROM ${schema}.fills f
                WHERE f.account_id = k.account_id ORDER BY f.sequence DESC LIMIT 1),
               (SELECT e.sequence FROM ${schema}.trade_events e
                WHERE e.account_id = k.account_id ORDER BY e.sequence DESC LIMIT 1), 0)""";

  /** Of {@link #recorded}; events {@code e}. */
  static final String COLUMNS =
      """
      e.sequence, e.kind, e.account_id, e.event_id, e.symbol, e.at, e.user_id, e.recorded_at,
      e.trade_id, e.before, e.after, e.units_to, e.units_from, e.amount""";

  private static final String FILLS =
      FillRow.FROM
          + "WHERE f.account_id = ? AND f.symbol = ? AND f.hedge = ? ORDER BY f.sequence LIMIT ?";

  private static final String OF_SYMBOL =
      """
      SELECT %s
      FROM ${schema}.trade_events e
      WHERE e.account_id = ? AND e.symbol = ? AND e.kind IN ('split', 'dividend')
      ORDER BY e.sequence LIMIT ?"""
          .formatted(COLUMNS);

  private static final String INSERT =
      """
      INSERT INTO ${schema}.trade_events
        (account_id, event_id, user_id, sequence, kind, symbol, at, trade_id, before, after, units_to,
         units_from, amount)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private record Numbered(TradeEvent.OfPosition event, long number) {}

  private TradeEventRow() {}

  /** What counts of a position, in the order of recording, and one more than can be replayed at most. */
  static List<TradeEvent.OfPosition> counting(
      PostgresTransaction transaction, TenantId tenant, Position.Key key) throws SQLException {
    long most = Recording.MOST_REPLAYED + 1L;
    List<Numbered> found =
        new ArrayList<>(
            transaction.list(
                TenantSchemas.of(tenant, FILLS),
                (statement, first) ->
                    PostgresFillLog.bind(new Parameters(statement, first), key).number(most),
                row -> new Numbered(FillRow.recorded(row).fill(), row.getLong("place"))));
    found.addAll(
        transaction.list(
            TenantSchemas.of(tenant, OF_SYMBOL),
            (statement, first) ->
                new Parameters(statement, first)
                    .text(key.account())
                    .text(key.symbol())
                    .number(most),
            TradeEventRow::ofSymbol));
    found.sort(Comparator.comparingLong(Numbered::number));
    List<TradeEvent.OfPosition> counting = new ArrayList<>(found.size() + 1);
    found.forEach(one -> counting.add(one.event));
    return counting;
  }

  private static Numbered ofSymbol(ResultSet columns) throws SQLException {
    RecordedEvent recorded = recorded(columns);
    return new Numbered((TradeEvent.OfPosition) recorded.event(), recorded.sequence());
  }

  static RecordedEvent recorded(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    long sequence = row.number();
    String kind = row.text();
    AccountId account = new AccountId(row.text());
    TradeId id = new TradeId(row.text());
    Symbol symbol = new Symbol(row.text());
    Instant at = row.time();
    UserId user = new UserId(row.text());
    Instant recordedAt = row.time();
    TradeId trade = row.optional(TradeId::new);
    RecordedFill before = row.optional(text -> FillChange.fill(account, text));
    RecordedFill after = row.optional(text -> FillChange.fill(account, text));
    TradeEvent event =
        switch (kind) {
          case "correction" ->
              new TradeEvent.Correction(id, Objects.requireNonNull(after).fill(), at);
          case "bust" -> new TradeEvent.Bust(id, account, Objects.requireNonNull(trade), at);
          case "split" ->
              new TradeEvent.Split(
                  id,
                  account,
                  symbol,
                  Math.toIntExact(row.number()),
                  Math.toIntExact(row.number()),
                  at);
          case "dividend" ->
              new TradeEvent.Dividend(
                  id, account, symbol, columns.getBigDecimal("amount"), at);
          default -> throw new IllegalStateException("an event of kind " + kind);
        };
    return new RecordedEvent(event, before, user, sequence, recordedAt);
  }

  /**
   * Adds it.
   *
   * @param before the fill that it is about; null: it is about none
   * @param after that fill since; null: it counts no longer, or there is none
   */
  static void insert(
      PostgresTransaction transaction,
      TenantId tenant,
      TradeEvent event,
      Symbol symbol,
      @Nullable RecordedFill before,
      @Nullable RecordedFill after,
      String user,
      long sequence)
      throws SQLException {
    TradeEvent.Split split = event instanceof TradeEvent.Split it ? it : null;
    int unused =
        transaction.update(
            TenantSchemas.of(tenant, INSERT),
            (statement, first) ->
                new Parameters(statement, first)
                    .text(event.account())
                    .text(event.id())
                    .text(user)
                    .number(sequence)
                    .text(event.kind())
                    .text(symbol)
                    .time(event.at())
                    .text(before == null ? null : before.fill().id())
                    .text(before == null ? null : FillChange.text(before))
                    .text(after == null ? null : FillChange.text(after))
                    .number(split == null ? null : Long.valueOf(split.to()))
                    .number(split == null ? null : Long.valueOf(split.from()))
                    .decimal(event instanceof TradeEvent.Dividend it ? it.amount() : null));
  }

  /**
   * Gives a fill the sequence of the last of its changes, which is known behind them.
   *
   * @param column of a constant: sequence or version
   */
  static void number(
      PostgresTransaction transaction,
      TenantId tenant,
      String column,
      Fill fill,
      long before,
      long last)
      throws SQLException {
    if (last != before) {
      int unused =
          transaction.update(
              TenantSchemas.of(
                  tenant,
                  "UPDATE ${schema}.fills SET "
                      + column
                      + " = ? WHERE account_id = ? AND trade_id = ?"),
              (statement, first) ->
                  new Parameters(statement, first)
                      .number(last)
                      .text(fill.account())
                      .text(fill.id()));
    }
  }
}
