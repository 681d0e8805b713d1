package dev.quintet.adapters.in.rest.trades;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.trades.Performance;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How trades did, by key and currency.
 *
 * @param store which one answered
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record TradePerformanceBody(
    String store, @JsonInclude(JsonInclude.Include.ALWAYS) List<Row> performance) {

  /**
   * Trades that have something in common; decimal numbers in text.
   *
   * @param swap with funding
   * @param winRate trades with a net profit above 0, of all
   * @param profitFactor not there when nothing was lost
   * @param averageHolding ISO 8601, from when the oldest of what a trade closed was opened
   * @param exposure share of the time from the first opening to the last close in which one was open
   * @param dailySharpe of the days on which something was closed, not annualised
   * @param averageConfidence of the fills that opened what was closed; not there when none is known
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Row(
      @JsonInclude(JsonInclude.Include.ALWAYS) String key,
      String currency,
      long trades,
      String closedQuantity,
      String grossProfit,
      String commission,
      String swap,
      String netProfit,
      String winRate,
      @Nullable String profitFactor,
      String maxDrawdown,
      String expectancy,
      @Nullable String averageWin,
      @Nullable String averageLoss,
      String averageHolding,
      @Nullable String exposure,
      @Nullable String dailySharpe,
      @Nullable String dailySortino,
      @Nullable String averageConfidence) {

    static Row of(Performance row) {
      return new Row(
          row.key(),
          row.gross().currency().getCurrencyCode(),
          row.trades(),
          row.closedQuantity().toPlainString(),
          text(row.gross()),
          text(row.costs().commission()),
          text(row.costs().swap().plus(row.costs().funding())),
          text(row.net()),
          row.winRate().toPlainString(),
          number(row.profitFactor()),
          text(row.maxDrawdown()),
          text(row.expectancy()),
          row.averageWin().map(Row::text).orElse(null),
          row.averageLoss().map(Row::text).orElse(null),
          row.averageHolding().toString(),
          number(row.exposure()),
          number(row.dailySharpe()),
          number(row.dailySortino()),
          number(row.averageConfidence()));
    }

    private static String text(Money money) {
      return money.amount().toPlainString();
    }

    private static @Nullable String number(Optional<BigDecimal> number) {
      return number.map(BigDecimal::toPlainString).orElse(null);
    }

    private List<?> cells() {
      return Arrays.asList(
          key, trades, closedQuantity, grossProfit, commission, swap, netProfit, winRate,
          profitFactor, maxDrawdown, expectancy, averageWin, averageLoss, averageHolding, exposure,
          dailySharpe, dailySortino, averageConfidence, currency);
    }
  }

  static TradePerformanceBody of(List<Performance> rows, String store) {
    return new TradePerformanceBody(store, rows.stream().map(Row::of).toList());
  }

  CsvLines table() {
    return new CsvLines(
        List.of(
            "key", "trades", "closed_quantity", "gross_profit", "commission", "swap", "net_profit",
            "win_rate", "profit_factor", "max_drawdown", "expectancy", "average_win", "average_loss",
            "average_holding", "exposure", "daily_sharpe", "daily_sortino",
            "average_confidence", "currency"),
        performance.stream().<List<?>>map(Row::cells).toList());
  }
}
