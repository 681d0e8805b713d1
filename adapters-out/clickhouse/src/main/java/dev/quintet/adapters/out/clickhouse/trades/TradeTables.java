package dev.quintet.adapters.out.clickhouse.trades;

import dev.quintet.adapters.out.clickhouse.kernel.Table;
import dev.quintet.domain.trades.FillIndex;
import java.util.List;

/** The tables of trades. */
public final class TradeTables {

  /** What these tables are together, and are built anew as. */
  static final String PROJECTION = FillIndex.PROJECTION;

  static final Table FILLS =
      Table.of(
              "fills",
              """
              tenant_id LowCardinality(String)
              account_id String
              trade_id String
              user_id String
              sequence UInt64
              symbol LowCardinality(String)
              side Enum8('buy' = 1, 'sell' = 2)
              quantity Decimal(38, 8)
              price Decimal(18, 8)
              currency LowCardinality(String)
              commission Decimal(20, 4)
              swap Decimal(20, 4)
              funding Decimal(20, 4)
              executed_at DateTime64(6, 'UTC')
              position String
              strategy LowCardinality(String)
              agents Array(String)
              decision_id String
              order_id String
              execution_id String
              recorded_at DateTime64(6, 'UTC')
              multiplier Decimal(18, 8)
              rate Decimal(22, 12)
              state Enum8('counts' = 1, 'annulled' = 2)
              generation UInt64
              ai_confidence Array(Decimal(18, 8))
              tier LowCardinality(String)""")
          .showingLatest("state = 'counts'")
          .derivedAs(PROJECTION);

  static final Table TRADES =
      Table.of(
              "trades",
              """
              tenant_id LowCardinality(String)
              account_id String
              user_id String
              closed_at DateTime64(6, 'UTC')
              trade_id String
              sequence UInt64
              symbol LowCardinality(String)
              position String
              number UInt64
              currency LowCardinality(String)
              opened_at DateTime64(6, 'UTC')
              quantity Decimal(38, 8)
              gross Decimal(20, 4)
              commission Decimal(20, 4)
              swap Decimal(20, 4)
              funding Decimal(20, 4)
              part_strategies Array(String)
              part_agents Array(Array(String))
              part_openings Array(DateTime64(6, 'UTC'))
              part_quantities Array(Decimal(38, 8))
              part_gross Array(Decimal(20, 4))
              part_commissions Array(Decimal(20, 4))
              part_swaps Array(Decimal(20, 4))
              part_funding Array(Decimal(20, 4))
              generation UInt64
              confidences UInt64
              confidence_sum Decimal(18, 8)
              part_confidences Array(Array(Decimal(18, 8)))""")
          .showingLatest()
          .derivedAs(PROJECTION);

  static final Table SIGNALS =
      Table.of(
              "signals",
              """
              tenant_id LowCardinality(String)
              signal_id String
              user_id String
              symbol LowCardinality(String)
              timeframe UInt64
              type Enum8('buy' = 1, 'sell' = 2, 'hold' = 3, 'close' = 4)
              strength Decimal(18, 8)
              confidence Decimal(18, 8)
              strategy LowCardinality(String)
              agents Array(String)
              signalled_at DateTime64(6, 'UTC')
              tier LowCardinality(String)
              number UInt64
              recorded_at DateTime64(6, 'UTC')""")
          .showingLatest();

  public static final List<Table> ALL = List.of(FILLS, TRADES, SIGNALS);

  private TradeTables() {}
}
