package dev.quintet.adapters.out.clickhouse;

import dev.quintet.adapters.out.clickhouse.decisions.DecisionTables;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseGenerationIndex;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseRights;
import dev.quintet.adapters.out.clickhouse.kernel.Generations;
import dev.quintet.adapters.out.clickhouse.kernel.Schema;
import dev.quintet.adapters.out.clickhouse.marketdata.MarketDataTables;
import dev.quintet.adapters.out.clickhouse.patterns.PatternTables;
import dev.quintet.adapters.out.clickhouse.predictions.PredictionTables;
import dev.quintet.adapters.out.clickhouse.trades.TradeTables;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.patterns.PatternIndex;
import dev.quintet.domain.trades.FillIndex;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** What all business modules keep in ClickHouse, and the users that follow from it. */
@Factory
public final class ClickHouseSchema {

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              "V001__ticks.sql",
              "V002__imported_bars.sql",
              "V003__bars_1m.sql",
              "V004__tick_versions.sql",
              "V005__scattered_batches.sql",
              "V006__owners.sql",
              "V007__fills.sql",
              "V008__trades.sql",
              "V009__fill_states.sql",
              "V010__generations.sql",
              "V011__signals.sql",
              "V012__confidences.sql",
              "V013__decisions.sql",
              "V014__patterns.sql",
              "V015__predictions.sql"),
          Stream.of(
                  MarketDataTables.ALL,
                  List.of(Generations.TABLE),
                  TradeTables.ALL,
                  DecisionTables.ALL,
                  PatternTables.ALL,
                  PredictionTables.ALL)
              .flatMap(List::stream)
              .toList());

  @Singleton
  Schema schema() {
    return SCHEMA;
  }

  @Singleton
  @Named(FillIndex.PROJECTION)
  GenerationIndex trades(Generations generations) {
    return new ClickHouseGenerationIndex(generations, FillIndex.PROJECTION);
  }

  @Singleton
  @Named(PatternIndex.PROJECTION)
  GenerationIndex patterns(Generations generations) {
    return new ClickHouseGenerationIndex(generations, PatternIndex.PROJECTION);
  }

  /** The users of the embedded engine, which is started with them before there is a wiring. */
  public static String usersXml() {
    return new ClickHouseRights(SCHEMA).xml();
  }

  /** The statements that make the same users in a server of one's own. */
  public static String usersSql() {
    return new ClickHouseRights(SCHEMA).sql();
  }
}
