package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseUser;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.adapters.out.clickhouse.kernel.Table;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds the rollup of some hours of a symbol, in one statement; and finds chunks whose rollup is
 * missing or out of date, of all tenants in one statement: what a service that died, this one before
 * or another, has left.
 */
@Singleton
final class RollupBuilder {

  /** So long a statement may keep other tenants waiting; the engine ends it by itself. */
  private static final Duration BUILDING = Duration.ofMinutes(1);

  private static final Duration SWEEPING = Duration.ofMinutes(2);

  /**
   * The ticks and their count are read from the same state of the table: the statement reads the
   * table itself, as one user, and asks for it. All rows become one block, so that each month of
   * it, and with it each hour, is stored whole or not at all. A minute whose ticks are all annulled
   * keeps a row without ticks, so that the one that it had is replaced.
   */
  private static final String BUILD =
      """
      INSERT INTO quintet.bars_1m (%4$s)
      SELECT %4$s
      FROM (
        SELECT tenant_id, symbol, source,
          intDiv(toUnixTimestamp64Nano(event_time), 60000000000) AS minute,
          CAST(minute * 60 AS DateTime64(0, 'UTC')) AS start, intDiv(minute, 60) AS hour,
          countIf(q) AS quotes, minIf(k, q) AS first_quote, maxIf(k, q) AS last_quote,
          argMinIf(bid, k, q) AS bid_open, maxIf(bid, q) AS bid_high, minIf(bid, q) AS bid_low,
          argMaxIf(bid, k, q) AS bid_close,
          argMinIf(ask, k, q) AS ask_open, maxIf(ask, q) AS ask_high, minIf(ask, q) AS ask_low,
          argMaxIf(ask, k, q) AS ask_close,
          maxIf(both, q) AS sum_high, minIf(both, q) AS sum_low, sumIf(volume, q) AS quote_volume,
          countIf(t) AS trades, minIf(k, t) AS first_trade, maxIf(k, t) AS last_trade,
          argMinIf(price, k, t) AS trade_open, maxIf(price, t) AS trade_high,
          minIf(price, t) AS trade_low, argMaxIf(price, k, t) AS trade_close,
          sumIf(volume, t) AS trade_volume
        FROM (
          SELECT tenant_id, symbol, source, event_time, bid, ask, price, volume,
            kind = 'quote' AND annulled = 0 AS q, kind = 'trade' AND annulled = 0 AS t,
            toDecimal128(bid, 8) + ask AS both,
            %7$s AS k
          FROM quintet.ticks
          WHERE tenant_id = {tenant:String} AND symbol = {symbol:String} AND %1$s
          %5$s)
        GROUP BY tenant_id, symbol, source, minute) AS built
      INNER JOIN (
        SELECT %2$s AS hour, count() AS chunk_rows
        FROM quintet.ticks
        WHERE tenant_id = {tenant:String} AND symbol = {symbol:String} AND %2$s IN (%3$s)
        GROUP BY hour) AS counted
      USING (hour)
      SETTINGS enable_shared_storage_snapshot_in_query = 1, max_insert_threads = 1,
        min_insert_block_size_rows = 100000000, min_insert_block_size_bytes = 0,
        max_execution_time = %6$d
      """;

  private static final String OUT_OF_DATE =
      """
      SELECT tenant_id, symbol, hour
      FROM (
        SELECT tenant_id, symbol, %1$s AS hour, count() AS rows
        FROM quintet.ticks
        WHERE %1$s >= %2$d AND %1$s < %3$d%7$s
        GROUP BY tenant_id, symbol, hour) AS counted
      LEFT JOIN (
        SELECT tenant_id, symbol, intDiv(toInt64(start), 3600) AS hour,
          max(chunk_rows) AS chunk_rows
        FROM quintet.bars_1m
        WHERE start >= %4$s AND start < %5$s%7$s
        GROUP BY tenant_id, symbol, hour) AS built
      USING (tenant_id, symbol, hour)
      WHERE chunk_rows != rows
      LIMIT %6$d BY tenant_id
      LIMIT %8$d
      SETTINGS max_threads = 1
      """;

  private static final String COLUMNS =
      MarketDataTables.BARS_1M.columns().stream()
          .map(Table.Column::name)
          .collect(Collectors.joining(", "));

  private final ClickHouseWrites writes;
  private final ClickHouseReads reads;

  RollupBuilder(ClickHouseWrites writes, ClickHouseReads reads) {
    this.writes = writes;
    this.reads = reads;
  }

  /**
   * @param hours since 1970, ascending
   */
  void build(TenantId tenant, Symbol symbol, List<Long> hours) {
    String sql =
        BUILD.formatted(
            TimeSql.in(new Period(0, Long.MAX_VALUE).within(hours)),
            TimeSql.HOUR,
            hours.stream().map(Object::toString).collect(Collectors.joining(", ")),
            COLUMNS,
            TickSql.LATEST,
            BUILDING.toSeconds(),
            TimeSql.PLACE);
    writes.change(
        tenant,
        new Statement("build rollup", sql, Map.of("symbol", symbol.value()), List.of()),
        Deadline.after(BUILDING));
  }

  /** Chunks to build of all tenants, not all of those that have many. */
  static final int MAX_FOUND = 1_000_000;

  /** Chunks to build that are named of one tenant. */
  static final int MAX_FOUND_OF_TENANT = 50_000;

  /**
   * Chunks to build: at most {@link #MAX_FOUND_OF_TENANT} of each tenant, and {@link #MAX_FOUND}.
   *
   * @param tenant null: of all
   * @param from the first hour since 1970
   * @param end the hour after the last
   */
  List<Chunk> outOfDate(@Nullable TenantId tenant, long from, long end) {
    String sql =
        OUT_OF_DATE.formatted(
            TimeSql.HOUR,
            from,
            end,
            TimeSql.second(from * 3_600),
            TimeSql.second(end * 3_600),
            MAX_FOUND_OF_TENANT,
            tenant == null ? "" : " AND tenant_id = {tenant:String}",
            MAX_FOUND);
    return reads.list(
        ClickHouseUser.ADMIN,
        tenant,
        new Statement("find old rollups", sql, Map.of(), List.of("tenant_id", "symbol", "hour")),
        Deadline.after(SWEEPING),
        (chunks, row) ->
            new Chunk(
                new TenantId(chunks.text(0, row)),
                new Symbol(chunks.text(1, row)),
                chunks.number(2, row)));
  }
}
