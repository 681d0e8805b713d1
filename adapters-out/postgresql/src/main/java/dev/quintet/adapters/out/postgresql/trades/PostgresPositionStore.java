package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.adapters.out.postgresql.kernel.UnnestedRows;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.HeldLot;
import dev.quintet.domain.trades.OpenPosition;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.users.AccountId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Positions and closed lots, which {@link PostgresFillLog} writes with their fills. */
@Singleton
final class PostgresPositionStore implements PositionStore {

  private static final String POSITIONS =
      """
      SELECT %s
      FROM ${schema}.positions p
      JOIN ${schema}.trading_accounts a ON a.account_id = p.account_id
      """
          .formatted(PositionRow.SUMMARY);

  private static final String CURRENT =
      """
      SELECT %s, p.user_id,
             %s
      FROM unnest(?::text[], ?::text[], ?::text[]) AS k (account_id, symbol, hedge)
      JOIN ${schema}.positions p
        ON p.account_id = k.account_id AND p.symbol = k.symbol AND p.hedge = k.hedge
      JOIN ${schema}.trading_accounts a ON a.account_id = p.account_id"""
          .formatted(PositionRow.SUMMARY, TradeEventRow.NUMBER);

  /** Costs, multiplier and rates are words of the lots. */
  private static final String OPEN =
      """
      SELECT a.currency, p.account_id, p.symbol, p.hedge, p.quantity, l.cost, p.gross,
             coalesce(nullif(split_part(p.lots[1], ' ', 9), ''), '1')::numeric, l.converted
      FROM unnest(?::text[], ?::text[], ?::text[]) AS k (account_id, symbol, hedge)
      JOIN ${schema}.positions p
        ON p.account_id = k.account_id AND p.symbol = k.symbol AND p.hedge = k.hedge
      JOIN ${schema}.trading_accounts a ON a.account_id = p.account_id
      CROSS JOIN LATERAL (
        SELECT sum(split_part(w, ' ', 5)::numeric) AS cost,
               bool_or(coalesce(nullif(split_part(w, ' ', 10), ''), '1')::numeric <> 1) AS converted
        FROM unnest(p.lots) AS w) AS l
      WHERE p.quantity <> 0""";

  private static final String CLOSED =
      """
      SELECT %s
      FROM ${schema}.closed_lots c
      JOIN ${schema}.trading_accounts a ON a.account_id = c.account_id
      JOIN ${schema}.fills f ON f.account_id = c.account_id AND f.trade_id = c.opened
      """
          .formatted(PositionRow.HELD);

  private final PostgresPool pool;

  PostgresPositionStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public void set(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      PositionRules rules,
      Deadline deadline) {
    boolean set =
        pool.run(
            "set position rules",
            Scope.of(tenant, user),
            deadline,
            transaction ->
                TradedAccounts.lock(transaction, tenant, account).rules().equals(rules)
                    || TradedAccounts.set(transaction, tenant, account, rules));
    if (!set) {
      throw new ProblemException(
          new Problem.NotReady("account " + account + " has fills, and keeps its rules"));
    }
  }

  @Override
  public PositionRules rules(
      TenantId tenant, @Nullable UserId user, AccountId account, Deadline deadline) {
    return pool.read(
        "read position rules",
        Scope.of(tenant, user),
        deadline,
        transaction -> TradedAccounts.find(transaction, tenant, account).rules());
  }

  @Override
  public Page<PositionSummary> list(
      TenantId tenant,
      TradeFilter filter,
      boolean open,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Listing listing = filter.listing(open ? LISTING + " open" : LISTING, tenant);
    List<String> last =
        after == null ? List.of("", "", "") : listing.position(after, 3, parts -> parts);
    Conditions conditions = Conditions.of(filter, "p");
    List<PositionSummary> found =
        pool.read(
            "list positions",
            Scope.of(tenant, filter.user()),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(
                        tenant,
                        POSITIONS
                            + "WHERE "
                            + conditions.sql()
                            + (open ? " AND p.quantity <> 0" : " AND p.cycles > 0")
                            + " AND (p.account_id, p.symbol, p.hedge) > (?, ?, ?)"
                            + " ORDER BY p.account_id, p.symbol, p.hedge LIMIT ?"),
                    (statement, first) ->
                        conditions
                            .bind(new Parameters(statement, first))
                            .text(last.get(0))
                            .text(last.get(1))
                            .text(last.get(2))
                            .number(limit + 1L),
                    PositionRow::summary));
    return listing.page(found, limit, it -> place(it.key()));
  }

  private static List<String> place(Position.Key key) {
    return List.of(key.account().value(), key.symbol().value(), key.hedge());
  }

  @Override
  public List<CurrentPosition> current(
      TenantId tenant,
      @Nullable UserId user,
      Collection<Position.Key> keys,
      Deadline deadline) {
    return read("read positions", CURRENT, PositionRow::current, tenant, user, keys, deadline);
  }

  private static void bind(UnnestedRows<Position.Key> keys) throws SQLException {
    keys.text(key -> key.account().value())
        .text(key -> key.symbol().value())
        .text(Position.Key::hedge);
  }

  @Override
  public List<OpenPosition> open(
      TenantId tenant,
      @Nullable UserId user,
      Collection<Position.Key> keys,
      Deadline deadline) {
    return read("read open positions", OPEN, PositionRow::open, tenant, user, keys, deadline);
  }

  private <T> List<T> read(
      String operation,
      String sql,
      PostgresTransaction.Rows<T> row,
      TenantId tenant,
      @Nullable UserId user,
      Collection<Position.Key> keys,
      Deadline deadline) {
    return pool.read(
        operation,
        Scope.of(tenant, user),
        deadline,
        transaction ->
            transaction.list(
                TenantSchemas.of(tenant, sql),
                (statement, first) -> bind(new UnnestedRows<>(statement, first, List.copyOf(keys))),
                row));
  }

  @Override
  public Page<HeldLot> closedLots(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = filter.listing(CLOSED_LOTS, tenant);
    Last last = after == null ? Last.NONE : listing.position(after, 4, Last::of);
    Conditions conditions = Conditions.of(filter, "c", "c.closed_at");
    List<PositionRow.Held> found =
        pool.read(
            "list closed lots",
            Scope.of(tenant, filter.user()),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(
                        tenant,
                        CLOSED
                            + "WHERE "
                            + conditions.sql()
                            + " AND (c.account_id, c.symbol, c.hedge, c.number) > (?, ?, ?, ?)"
                            + " ORDER BY c.account_id, c.symbol, c.hedge, c.number LIMIT ?"),
                    (statement, first) ->
                        conditions
                            .bind(new Parameters(statement, first))
                            .text(last.place.get(0))
                            .text(last.place.get(1))
                            .text(last.place.get(2))
                            .number(last.number)
                            .number(limit + 1L),
                    PositionRow::held));
    Page<PositionRow.Held> page =
        listing.page(
            found,
            limit,
            it -> {
              List<String> place = new ArrayList<>(place(it.lot().lot().position()));
              place.add(Long.toString(it.number()));
              return place;
            });
    return new Page<>(
        page.items().stream().map(PositionRow.Held::lot).toList(), page.nextCursor());
  }

  /** Where a page begins behind. */
  private record Last(List<String> place, long number) {
    static final Last NONE = new Last(List.of("", "", ""), 0);

    static Last of(List<String> parts) {
      return new Last(parts.subList(0, 3), Long.parseLong(parts.get(3)));
    }
  }

  @Override
  public List<Performance> performance(
      TenantId tenant, TradeFilter filter, Performance.Grouping by, Deadline deadline) {
    Conditions conditions = Conditions.of(filter, "c", "c.closed_at");
    return pool.read(
        "sum up trades",
        Scope.of(tenant, filter.user()),
        deadline,
        transaction ->
            transaction.list(
                TenantSchemas.of(tenant, PerformanceSql.of(by, conditions.sql())),
                (statement, first) -> conditions.bind(new Parameters(statement, first)),
                PerformanceSql::row));
  }
}
