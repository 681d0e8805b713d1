package dev.quintet.adapters.out.clickhouse.marketdata;

import com.clickhouse.client.api.query.QuerySettings;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseUser;
import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.Map;

/** Rollups that no ticks make, to see when they are read. */
final class TestRollups {

  private TestRollups() {}

  /** A minute of symbol X and source a with so many trades, said to be made from so many rows. */
  static void insertTrades(TenantId tenant, Instant minute, int rows, int trades) {
    String sql =
        """
        INSERT INTO quintet.bars_1m (tenant_id, symbol, source, start, chunk_rows, trades, first_trade)
        SELECT {tenant:String}, 'X', 'a', CAST(%d AS DateTime64(0, 'UTC')), %d, %d, 1
        """
            .formatted(minute.getEpochSecond() / 60 * 60, rows, trades);
    QuerySettings settings = new QuerySettings();
    settings.httpHeader(ClickHouseReads.TENANT_HEADER, tenant.value());
    try {
      TestClickHouse.shared().clients
          .as(ClickHouseUser.ROLLUP)
          .query(sql, Map.of("tenant", tenant.value()), settings)
          .get()
          .close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
