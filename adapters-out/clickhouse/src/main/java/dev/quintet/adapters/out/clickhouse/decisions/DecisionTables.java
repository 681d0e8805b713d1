package dev.quintet.adapters.out.clickhouse.decisions;

import dev.quintet.adapters.out.clickhouse.kernel.Table;
import java.util.List;

/** The tables of decisions. */
public final class DecisionTables {

  static final Table DECISIONS =
      Table.of(
              "decisions",
              """
              tenant_id LowCardinality(String)
              decision_id String
              user_id String
              agent LowCardinality(String)
              type Enum8('buy' = 1, 'sell' = 2, 'hold' = 3)
              symbol LowCardinality(String)
              timeframe UInt64
              confidence Decimal(18, 8)
              probability Array(Decimal(18, 8))
              model LowCardinality(String)
              decided_at DateTime64(6, 'UTC')
              tier LowCardinality(String)
              recorded_at DateTime64(6, 'UTC')
              version UInt64
              outcome Enum8('pending' = 1, 'profitable' = 2, 'loss' = 3, 'breakeven' = 4)
              profit Decimal(20, 4)
              currency LowCardinality(String)
              known_at DateTime64(6, 'UTC')""")
          .showingLatest();

  public static final List<Table> ALL = List.of(DECISIONS);

  private DecisionTables() {}
}
