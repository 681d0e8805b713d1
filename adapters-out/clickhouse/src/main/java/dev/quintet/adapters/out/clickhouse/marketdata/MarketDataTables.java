package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseUser;
import dev.quintet.adapters.out.clickhouse.kernel.Table;
import java.util.List;

/** The tables of market data. */
public final class MarketDataTables {

  static final Table TICKS =
      Table.of(
              "ticks",
              """
              tenant_id LowCardinality(String)
              symbol LowCardinality(String)
              source LowCardinality(String)
              kind Enum8('quote' = 1, 'trade' = 2)
              tier Enum8('free' = 1, 'pro' = 2, 'enterprise' = 3)
              user_id LowCardinality(String)
              event_time DateTime64(9, 'UTC')
              sequence UInt32
              bid Decimal(18, 8)
              ask Decimal(18, 8)
              spread Decimal(38, 8) MATERIALIZED
              price Decimal(18, 8)
              volume Decimal(38, 8)
              received_time DateTime64(6, 'UTC')
              annulled UInt8
              writer UInt32
              scattered UInt8""")
          .readBy(ClickHouseUser.ROLLUP);

  static final Table IMPORTED_BARS =
      Table.of(
              "imported_bars",
              """
              tenant_id LowCardinality(String)
              symbol LowCardinality(String)
              source LowCardinality(String)
              interval_seconds UInt32
              start DateTime64(0, 'UTC')
              open Decimal(18, 8)
              high Decimal(18, 8)
              low Decimal(18, 8)
              close Decimal(18, 8)
              volume Decimal(38, 8)
              technical_indicators Map(String, Decimal(38, 18))
              received_time DateTime64(6, 'UTC')
              user_id LowCardinality(String)""")
          .showingLatest();

  static final Table BARS_1M =
      Table.of(
              "bars_1m",
              """
              tenant_id LowCardinality(String)
              symbol LowCardinality(String)
              source LowCardinality(String)
              start DateTime64(0, 'UTC')
              chunk_rows UInt64
              quotes UInt64
              first_quote Int128
              last_quote Int128
              bid_open Decimal(18, 8)
              bid_high Decimal(18, 8)
              bid_low Decimal(18, 8)
              bid_close Decimal(18, 8)
              ask_open Decimal(18, 8)
              ask_high Decimal(18, 8)
              ask_low Decimal(18, 8)
              ask_close Decimal(18, 8)
              sum_high Decimal(38, 8)
              sum_low Decimal(38, 8)
              quote_volume Decimal(38, 8)
              trades UInt64
              first_trade Int128
              last_trade Int128
              trade_open Decimal(18, 8)
              trade_high Decimal(18, 8)
              trade_low Decimal(18, 8)
              trade_close Decimal(18, 8)
              trade_volume Decimal(38, 8)""")
          .showingLatest()
          .insertedBy(ClickHouseUser.ROLLUP)
          .readBy(ClickHouseUser.ROLLUP);

  public static final List<Table> ALL = List.of(TICKS, IMPORTED_BARS, BARS_1M);

  private MarketDataTables() {}
}
