package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseAdmin;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Finds chunks whose rollup is missing or out of date, of all tenants in one statement: what a
 * service that died, this one before or another, has left.
 */
@Singleton
final class RollupSweep {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String SQL =
      """
      SELECT toString(tenant_id) AS tenant, toString(symbol) AS name, toString(hour) AS number
      FROM (
        SELECT tenant_id, symbol, %1$s AS hour, count() AS rows
        FROM quintet.ticks
        WHERE %1$s >= %2$d AND %1$s < %3$d
        GROUP BY tenant_id, symbol, hour) AS counted
      LEFT JOIN (
        SELECT tenant_id, symbol, intDiv(toInt64(start), 3600) AS hour,
          max(chunk_rows) AS chunk_rows
        FROM quintet.bars_1m
        WHERE start >= %4$s AND start < %5$s
        GROUP BY tenant_id, symbol, hour) AS built
      USING (tenant_id, symbol, hour)
      WHERE chunk_rows != rows
      LIMIT %6$d
      SETTINGS max_threads = 1
      """;

  private final ClickHouseAdmin admin;

  RollupSweep(ClickHouseAdmin admin) {
    this.admin = admin;
  }

  /**
   * Chunks to build, at most as many as can wait.
   *
   * @param from the first hour since 1970
   * @param end the hour after the last
   */
  List<Chunk> outOfDate(long from, long end) {
    String sql =
        SQL.formatted(
            TimeSql.HOUR,
            from,
            end,
            TimeSql.second(from * 3_600),
            TimeSql.second(end * 3_600),
            RollupQueue.MAX_CHUNKS);
    return admin
        .rows(sql, Map.of(), List.of("tenant", "name", "number"), Deadline.after(PATIENCE))
        .stream()
        .map(
            row ->
                new Chunk(
                    new TenantId(row.get(0)), new Symbol(row.get(1)), Long.parseLong(row.get(2))))
        .toList();
  }
}
