package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Outbox;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.adapters.out.postgresql.users.AccountEntries;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.MergedFill;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Recording;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeEvent;
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

  /**
   * Of the position before, if there is one, behind the number of the account's events and the time of the
   * last that is of all positions of the symbol.
   */
  private static final String BEFORE =
      """
      SELECT %s,
             (SELECT max(e.at) FROM ${schema}.trade_events e
              WHERE e.account_id = k.account_id AND e.symbol = k.symbol
                AND e.kind IN ('split', 'dividend')),
             p.account_id IS NOT NULL, %s
      FROM (SELECT ?::text AS account_id, ?::text AS symbol, ?::text AS hedge) AS k
      LEFT JOIN ${schema}.positions p
        ON p.account_id = k.account_id AND p.symbol = k.symbol AND p.hedge = k.hedge"""
          .formatted(TradeEventRow.NUMBER, PositionRow.STATE);

  private static final String RECORD =
      """
      WITH fill AS (
        INSERT INTO ${schema}.fills
          (account_id, trade_id, user_id, tier, sequence, symbol, hedge, side, quantity, price, commission,
           swap, funding, at, position, strategy, agents, decision_id, order_id, execution_id,
           ai_confidence, multiplier, rate)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      )
      """;

  private static final String PUT =
      """
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

  /**
   * What a fill is added to.
   *
   * @param latest split or dividend of the symbol
   */
  private record Before(long events, @Nullable Instant latest, Position position) {}

  PostgresFillLog(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Answer.Recorded append(
      TenantId tenant, TradeEvent event, Set<String> stores, Write write, Deadline deadline) {
    return event instanceof Fill fill
        ? pool.once(
            "record fill", write, transaction -> record(transaction, tenant, fill, stores), deadline)
        : pool.once(
            "record trade event",
            write,
            transaction -> EventRecording.record(transaction, tenant, event, stores),
            deadline);
  }

  /** How many lots it closed. */
  static int record(
      PostgresTransaction transaction, TenantId tenant, Fill fill, Set<String> stores)
      throws SQLException {
    TradedAccount account = TradedAccounts.lock(transaction, tenant, fill.account());
    account.require(fill);
    Position.Key key = fill.position(account.rules());
    Before before = before(transaction, tenant, key, account);
    Recording recording = recording(transaction, tenant, fill, account, before);
    String user = account.user().value();
    long sequence = before.events + 1;
    int unused =
        transaction.update(
            TenantSchemas.of(tenant, RECORD + PUT),
            (statement, first) -> {
              Parameters parameters = new Parameters(statement, first);
              FillRow.bind(parameters, fill, account, sequence, key.hedge());
              bind(parameters, recording.after(), user, fill.at());
            });
    List<Trade> trades = close(transaction, tenant, recording, fill.at(), account, sequence);
    book(transaction, tenant, fill, account, List.of(recording));
    List<Change> changes =
        FillChange.of(
            new RecordedFill(
                fill, account.user(), account.tier(), sequence, transaction.begunAt()),
            trades,
            sequence,
            true);
    TradeEventRow.number(
        transaction, tenant, "sequence", fill, sequence, changes.getLast().sequence());
    Outbox.add(
        transaction,
        FillChange.operation(tenant, account.user(), fill, stores),
        changes);
    return recording.closed().size();
  }

  private static Before before(
      PostgresTransaction transaction, TenantId tenant, Position.Key key, TradedAccount account)
      throws SQLException {
    return transaction.one(
        TenantSchemas.of(tenant, BEFORE),
        (statement, first) -> bind(new Parameters(statement, first), key),
        columns -> {
          Columns row = new Columns(columns);
          return new Before(
              row.number(),
              row.timeOrNull(),
              row.flag()
                  ? PositionRow.position(row, key, account.currency())
                  : Position.none(key, account.currency()));
        });
  }

  static Parameters bind(Parameters parameters, Position.Key key) throws SQLException {
    return parameters.text(key.account()).text(key.symbol()).text(key.hedge());
  }

  private static Recording recording(
      PostgresTransaction transaction,
      TenantId tenant,
      Fill fill,
      TradedAccount account,
      Before before)
      throws SQLException {
    Position position = before.position;
    if (!Recording.isLate(position, before.latest, fill)) {
      return Recording.next(position, fill, account.rules());
    }
    List<TradeEvent.OfPosition> counting =
        TradeEventRow.counting(transaction, tenant, position.key());
    counting.add(fill);
    return Recording.replayed(position, counting, account.rules());
  }

  /** The position as it is then. */
  static void put(
      PostgresTransaction transaction,
      TenantId tenant,
      Recording recording,
      String user,
      Instant at)
      throws SQLException {
    int unused =
        transaction.update(
            TenantSchemas.of(tenant, PUT),
            (statement, first) ->
                bind(new Parameters(statement, first), recording.after(), user, at));
  }

  private static void bind(Parameters parameters, Position after, String user, Instant at)
      throws SQLException {
    Instant changedAt = after.changedAt();
    PositionRow.bind(
        bind(parameters, after.key()).text(user), after, changedAt == null ? at : changedAt);
  }

  /** The entries of the account that follow. */
  static void book(
      PostgresTransaction transaction,
      TenantId tenant,
      TradeEvent event,
      TradedAccount account,
      List<Recording> recordings)
      throws SQLException {
    for (AccountEntry.Change change :
        Recording.changes(event, account.currency(), recordings)) {
      AccountEntry unused = AccountEntries.append(transaction, tenant, account.id(), change);
    }
  }

  /**
   * The lots that were closed, all of them anew where the position was replayed.
   *
   * @return trades from that time on that are other than they were
   */
  static List<Trade> close(
      PostgresTransaction transaction,
      TenantId tenant,
      Recording recording,
      Instant from,
      TradedAccount account,
      long sequence)
      throws SQLException {
    List<Trade.Key> forgotten = ClosedLots.forget(transaction, tenant, recording);
    List<Trade.Closing> closings =
        ClosedLots.add(transaction, tenant, recording, account.user().value());
    return recording.trades(forgotten, closings, from, account.user(), sequence);
  }

  @Override
  public Page<RecordedFill> list(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = filter.listing(LISTING, tenant);
    Place last = Place.of(listing, after);
    Conditions conditions = Conditions.of(filter, "f", "f.at");
    List<Placed> found =
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
                        last.bind(conditions.bind(new Parameters(statement, first)))
                            .number(limit + 1L),
                    row -> new Placed(FillRow.recorded(row), row.getLong("place"))));
    Page<Placed> page =
        listing.page(
            found,
            limit,
            it -> {
              Fill fill = it.recorded.fill();
              return new Place(fill.at(), fill.account().value(), it.place).parts();
            });
    return new Page<>(page.items().stream().map(Placed::recorded).toList(), page.nextCursor());
  }

  /** A fill in a page, with the place of the first of its versions. */
  private record Placed(RecordedFill recorded, long place) {}

  @Override
  public Page<MergedFill> merged(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    return MergedFills.page(pool, tenant, filter, after, limit, deadline);
  }
}
