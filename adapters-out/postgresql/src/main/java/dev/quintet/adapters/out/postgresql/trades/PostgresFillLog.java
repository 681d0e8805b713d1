package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Outbox;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.adapters.out.postgresql.users.AccountEntries;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Recording;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradedAccount;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills in {@code fills} of the tenant's schema. The account is locked first, so that fills of an account,
 * and other changes of its money, are one after the other.
 */
@Singleton
final class PostgresFillLog implements FillLog {

  /** Of the position before, if there is one, behind the number of the account's fills. */
  private static final String BEFORE =
      """
      SELECT (SELECT coalesce(max(sequence), 0) FROM ${schema}.fills WHERE account_id = ?),
             p.account_id IS NOT NULL, %s
      FROM (SELECT) AS always
      LEFT JOIN ${schema}.positions p ON p.account_id = ? AND p.symbol = ? AND p.hedge = ?"""
          .formatted(PositionRow.STATE);

  private static final String OF_POSITION =
      FillRow.FROM
          + "WHERE f.account_id = ? AND f.symbol = ? AND f.hedge = ? ORDER BY f.sequence LIMIT ?";

  private static final String RECORD =
      """
      WITH fill AS (
        INSERT INTO ${schema}.fills
          (account_id, trade_id, user_id, sequence, symbol, hedge, side, quantity, price, commission,
           swap, funding, at, position, strategy, agents, decision_id, order_id, execution_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      )
      INSERT INTO ${schema}.positions
        (account_id, symbol, hedge, user_id, quantity, average_price, realised, gross, dividends,
         commission, swap, funding, cycles, lots, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (account_id, symbol, hedge) DO UPDATE
      SET quantity = excluded.quantity, average_price = excluded.average_price,
          realised = excluded.realised, gross = excluded.gross, dividends = excluded.dividends,
          commission = excluded.commission, swap = excluded.swap, funding = excluded.funding,
          cycles = excluded.cycles, lots = excluded.lots, changed_at = excluded.changed_at""";

  private final PostgresPool pool;

  /** What a fill is added to. */
  private record Before(long fills, @Nullable Position position) {}

  PostgresFillLog(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Answer.Recorded append(
      TenantId tenant, Fill fill, Set<String> stores, Write write, Deadline deadline) {
    return pool.once(
        "record fill", write, transaction -> record(transaction, tenant, fill, stores), deadline);
  }

  private static int record(
      PostgresTransaction transaction, TenantId tenant, Fill fill, Set<String> stores)
      throws SQLException {
    TradedAccount account = TradedAccounts.lock(transaction, tenant, fill.account());
    account.require(fill);
    Position.Key key = fill.position(account.rules());
    Before before = before(transaction, tenant, key, account);
    Recording recording = recording(transaction, tenant, fill, account, before);
    long sequence = before.fills + 1;
    insert(transaction, tenant, recording, account.user().value(), sequence);
    List<Trade.Key> forgotten = ClosedLots.forget(transaction, tenant, recording);
    List<Trade.Closing> closings =
        ClosedLots.add(transaction, tenant, recording, account.user().value());
    for (AccountEntry.Change change : recording.changes()) {
      AccountEntry unused = AccountEntries.append(transaction, tenant, fill.account(), change);
    }
    RecordedFill recorded =
        new RecordedFill(fill, account.user(), sequence, transaction.begunAt());
    List<Trade> trades = recording.trades(forgotten, closings, account.user(), sequence);
    Outbox.add(
        transaction,
        FillChange.operation(tenant, account.user(), fill, stores),
        List.of(FillChange.of(recorded, trades)));
    return recording.closed().size();
  }

  private static Before before(
      PostgresTransaction transaction, TenantId tenant, Position.Key key, TradedAccount account)
      throws SQLException {
    return transaction.one(
        TenantSchemas.of(tenant, BEFORE),
        (statement, first) ->
            bind(new Parameters(statement, first).text(key.account()), key),
        columns -> {
          Columns row = new Columns(columns);
          long fills = row.number();
          return new Before(
              fills, row.flag() ? PositionRow.position(row, key, account.currency()) : null);
        });
  }

  private static Parameters bind(Parameters parameters, Position.Key key) throws SQLException {
    return parameters.text(key.account()).text(key.symbol()).text(key.hedge());
  }

  private static Recording recording(
      PostgresTransaction transaction,
      TenantId tenant,
      Fill fill,
      TradedAccount account,
      Before before)
      throws SQLException {
    Position.Key key = fill.position(account.rules());
    Position position =
        before.position == null ? Position.none(key, account.currency()) : before.position;
    if (!Recording.isLate(position, fill)) {
      return Recording.next(position, fill, account.rules());
    }
    List<Fill> recorded =
        transaction.list(
            TenantSchemas.of(tenant, OF_POSITION),
            (statement, first) ->
                bind(new Parameters(statement, first), key).number(Recording.MOST_REPLAYED + 1L),
            row -> FillRow.recorded(row).fill());
    return Recording.late(position, recorded, fill, account.rules());
  }

  private static void insert(
      PostgresTransaction transaction,
      TenantId tenant,
      Recording recording,
      String user,
      long sequence)
      throws SQLException {
    Position.Key key = recording.after().key();
    Instant changedAt = recording.after().changedAt();
    int unused =
        transaction.update(
            TenantSchemas.of(tenant, RECORD),
            (statement, first) -> {
              Parameters parameters = new Parameters(statement, first);
              FillRow.bind(parameters, recording.fill(), user, sequence, key.hedge());
              bind(parameters, key).text(user);
              PositionRow.bind(
                  parameters,
                  recording.after(),
                  changedAt == null ? recording.fill().at() : changedAt);
            });
  }

  @Override
  public Page<RecordedFill> list(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = filter.listing(LISTING, tenant);
    Last last = after == null ? Last.NONE : listing.position(after, 3, Last::of);
    Conditions conditions = Conditions.of(filter, "f", "f.at");
    List<RecordedFill> found =
        pool.read(
            "list fills",
            Scope.of(tenant, filter.user()),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(
                        tenant,
                        FillRow.FROM
                            + "WHERE "
                            + conditions.sql()
                            + " AND (f.at, f.account_id, f.sequence) > (?, ?, ?)"
                            + " ORDER BY f.at, f.account_id, f.sequence LIMIT ?"),
                    (statement, first) ->
                        conditions
                            .bind(new Parameters(statement, first))
                            .time(last.at)
                            .text(last.account)
                            .number(last.sequence)
                            .number(limit + 1L),
                    FillRow::recorded));
    return listing.page(
        found,
        limit,
        it ->
            List.of(
                it.fill().at().toString(),
                it.fill().account().value(),
                Long.toString(it.sequence())));
  }

  /** Where a page begins behind. */
  private record Last(Instant at, String account, long sequence) {
    static final Last NONE = new Last(Instant.EPOCH.minusSeconds(1), "", 0);

    static Last of(List<String> parts) {
      return new Last(
          Instant.parse(parts.get(0)), parts.get(1), Long.parseLong(parts.get(2)));
    }
  }
}
