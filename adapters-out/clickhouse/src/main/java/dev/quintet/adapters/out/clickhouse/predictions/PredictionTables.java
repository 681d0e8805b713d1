package dev.quintet.adapters.out.clickhouse.predictions;

import dev.quintet.adapters.out.clickhouse.kernel.Table;
import java.util.List;

/** The table of predictions. */
public final class PredictionTables {

  static final Table PREDICTIONS =
      Table.of(
              "predictions",
              """
              tenant_id LowCardinality(String)
              prediction_id String
              user_id String
              symbol LowCardinality(String)
              timeframe UInt64
              model LowCardinality(String)
              model_version LowCardinality(String)
              direction Enum8('up' = 1, 'down' = 2, 'flat' = 3)
              price Array(Decimal(18, 8))
              confidence Decimal(18, 8)
              made_at DateTime64(6, 'UTC')
              valid_until Array(DateTime64(6, 'UTC'))
              features String
              tier LowCardinality(String)
              number UInt64
              recorded_at DateTime64(6, 'UTC')""")
          .showingLatest();

  public static final List<Table> ALL = List.of(PREDICTIONS);

  private PredictionTables() {}
}
