package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.MergedFill;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills of one order as one. */
final class MergedFills {

  private static final String MERGED =
      """
      WITH merged AS (
        SELECT a.currency, f.account_id, f.symbol, f.side, f.order_id,
               array_agg(f.trade_id ORDER BY f.at, f.sequence) AS ids,
               sum(f.quantity) AS quantity, sum(f.quantity * f.price) AS value,
               sum(f.commission) AS commission, sum(f.swap) AS swap, sum(f.funding) AS funding,
               f.multiplier, min(f.at) AS first, max(f.at) AS last,
               (array_agg(f.sequence ORDER BY f.at, f.sequence))[1] AS place
        FROM ${schema}.fills f
        JOIN ${schema}.trading_accounts a ON a.account_id = f.account_id
        WHERE %s
        GROUP BY a.currency, f.account_id, f.symbol, f.side, f.order_id, f.multiplier,
                 CASE WHEN f.order_id = '' THEN f.trade_id END
      )
      SELECT * FROM merged
      WHERE (first, account_id, place) > (?, ?, ?)
      ORDER BY first, account_id, place LIMIT ?""";

  /**
   * One in a page.
   *
   * @param place of the first fill
   */
  private record Placed(MergedFill merged, long place) {}

  private MergedFills() {}

  static Page<MergedFill> page(
      PostgresPool pool,
      TenantId tenant,
      TradeFilter filter,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Listing listing = filter.listing(FillLog.MERGED, tenant);
    Place last = Place.of(listing, after);
    Conditions conditions = Conditions.of(filter, "f", "f.at");
    List<Placed> found =
        pool.read(
            "list merged fills",
            Scope.of(tenant, filter.user()),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(tenant, MERGED.formatted(conditions.sql())),
                    (statement, first) ->
                        last.bind(conditions.bind(new Parameters(statement, first)))
                            .number(limit + 1L),
                    MergedFills::row));
    Page<Placed> page = listing.page(
            found,
            limit,
            it -> new Place(it.merged.from(), it.merged.account().value(), it.place).parts());
    return new Page<>(page.items().stream().map(Placed::merged).toList(), page.nextCursor());
  }

  private static Placed row(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    Currency currency = Money.currency(row.text());
    AccountId account = new AccountId(row.text());
    Symbol symbol = new Symbol(row.text());
    Side side = Side.of(row.text());
    String order = row.text();
    List<TradeId> ids = row.words(TradeId::new);
    BigDecimal quantity = FillRow.number(row);
    BigDecimal value = FillRow.number(row);
    MergedFill merged =
        new MergedFill(
            account,
            symbol,
            side,
            order,
            ids,
            quantity,
            value.divide(quantity, 8, RoundingMode.HALF_EVEN),
            FillRow.costs(row, currency),
            FillRow.number(row),
            row.time(),
            row.time());
    return new Placed(merged, row.number());
  }
}
