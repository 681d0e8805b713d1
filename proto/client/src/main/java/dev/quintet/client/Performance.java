package dev.quintet.client;

import dev.quintet.trades.v1.PerformanceRow;
import java.math.BigDecimal;
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
    BigDecimal maxDrawdown) {

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
        row.getProfitFactor().isEmpty() ? null : new BigDecimal(row.getProfitFactor()),
        new BigDecimal(row.getMaxDrawdown()));
  }
}
