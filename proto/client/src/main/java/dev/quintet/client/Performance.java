package dev.quintet.client;

import dev.quintet.trades.v1.PerformanceRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How trades did that have something in common: fills that closed something, with the profit of what they
 * closed.
 *
 * @param key what they have in common; empty: no strategy, or no agent, is known
 * @param grossProfit from prices alone, losses subtracted
 * @param swap with funding
 * @param netProfit gross profit − commission + swap
 * @param winRate trades with a net profit above 0, of all trades: 0 to 1
 * @param profitFactor net profits divided by net losses; null when nothing was lost
 * @param maxDrawdown the deepest fall of the summed net profit below its highest value, which begins with 0
 * @param expectancy net profit of a trade on average
 * @param averageWin of trades with a net profit above 0; null when there is none
 * @param averageLoss of those below, without its sign; null when there is none
 * @param averageHolding from when the oldest of what a trade closed was opened
 * @param exposure share of the time from first opening to last close in which one was open: 0 to 1; null when
 *     no time lies between them
 * @param dailySharpe of the days on which something was closed, not annualised; null when it has no value
 * @param dailySortino of the same days; null when none lost anything
 * @param averageConfidence of the fills that opened what was closed, a trade once for each different one: 0 to
 *     1; null when none is known
 */
public record Performance(
    String key,
    String currency,
    long trades,
    BigDecimal closedQuantity,
    BigDecimal grossProfit,
    BigDecimal commission,
    BigDecimal swap,
    BigDecimal netProfit,
    BigDecimal winRate,
    @Nullable BigDecimal profitFactor,
    BigDecimal maxDrawdown,
    BigDecimal expectancy,
    @Nullable BigDecimal averageWin,
    @Nullable BigDecimal averageLoss,
    Duration averageHolding,
    @Nullable BigDecimal exposure,
    @Nullable BigDecimal dailySharpe,
    @Nullable BigDecimal dailySortino,
    Instant firstOpened,
    Instant lastClosed,
    @Nullable BigDecimal averageConfidence) {

  static Performance of(PerformanceRow row) {
    return new Performance(
        row.getKey(),
        row.getCurrency(),
        row.getTrades(),
        new BigDecimal(row.getClosedQuantity()),
        new BigDecimal(row.getGrossProfit()),
        new BigDecimal(row.getCommission()),
        new BigDecimal(row.getSwap()),
        new BigDecimal(row.getNetProfit()),
        new BigDecimal(row.getWinRate()),
        number(row.getProfitFactor()),
        new BigDecimal(row.getMaxDrawdown()),
        new BigDecimal(row.getExpectancy()),
        number(row.getAverageWin()),
        number(row.getAverageLoss()),
        Duration.of(row.getAverageHoldingMicros(), ChronoUnit.MICROS),
        number(row.getExposure()),
        number(row.getDailySharpe()),
        number(row.getDailySortino()),
        Instant.EPOCH.plus(row.getFirstOpenedMicros(), ChronoUnit.MICROS),
        Instant.EPOCH.plus(row.getLastClosedMicros(), ChronoUnit.MICROS),
        number(row.getAverageConfidence()));
  }

  private static @Nullable BigDecimal number(String text) {
    return text.isEmpty() ? null : new BigDecimal(text);
  }
}
