package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.RecordedEvent;
import dev.quintet.domain.trades.TradeEventLog;
import dev.quintet.domain.trades.TradeFilter;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events, which {@link PostgresFillLog} records. */
@Singleton
final class PostgresTradeEventLog implements TradeEventLog {

  private static final String EVENTS =
      """
      SELECT %s FROM ${schema}.trade_events e
      WHERE %s AND (e.at, e.account_id, e.sequence) > (?, ?, ?)
      ORDER BY e.at, e.account_id, e.sequence LIMIT ?""";

  private final PostgresPool pool;

  PostgresTradeEventLog(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Page<RecordedEvent> list(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = filter.listing(LISTING, tenant);
    Place last = Place.of(listing, after);
    Conditions conditions = Conditions.of(filter, "e", "e.at");
    List<RecordedEvent> found =
        pool.read(
            "list trade events",
            Scope.of(tenant, filter.user()),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(
                        tenant, EVENTS.formatted(TradeEventRow.COLUMNS, conditions.sql())),
                    (statement, first) ->
                        last.bind(conditions.bind(new Parameters(statement, first)))
                            .number(limit + 1L),
                    TradeEventRow::recorded));
    return listing.page(
        found,
        limit,
        it ->
            new Place(it.event().at(), it.event().account().value(), it.sequence()).parts());
  }
}
