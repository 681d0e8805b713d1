package dev.quintet.adapters.out.clickhouse.patterns;

import dev.quintet.adapters.out.clickhouse.kernel.Table;
import dev.quintet.domain.patterns.PatternIndex;
import java.util.List;

/** The table of patterns. */
public final class PatternTables {

  static final Table PATTERNS =
      Table.of(
              "patterns",
              """
              tenant_id LowCardinality(String)
              model LowCardinality(String)
              generation UInt64
              pattern_id String
              user_id String
              symbol LowCardinality(String)
              type LowCardinality(String)
              timeframe UInt64
              features String
              confidence Decimal(18, 8)
              decision_id String
              seen_at DateTime64(6, 'UTC')
              outcome LowCardinality(String)
              tier LowCardinality(String)
              version UInt64
              recorded_at DateTime64(6, 'UTC')
              embedding Array(Float32)""")
          .showingLatest()
          .derivedAs(PatternIndex.PROJECTION);

  public static final List<Table> ALL = List.of(PATTERNS);

  private PatternTables() {}
}
