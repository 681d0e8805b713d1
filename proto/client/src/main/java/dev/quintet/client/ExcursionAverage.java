package dev.quintet.client;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Excursions of closed lots that have something in common; money in the currency of the account.
 *
 * @param key what they have in common; empty: no strategy, or no agent, is known
 * @param lots how many
 * @param known of how many the excursions are known; the others are in no average
 * @param minutes whole minutes of all holding times
 * @param coveredMinutes how many of them have a bar
 * @param averageAdverse of a lot; null, as the others, when none is known
 * @param mostAdverse the largest
 */
public record ExcursionAverage(
    String key,
    String currency,
    long lots,
    long known,
    long minutes,
    long coveredMinutes,
    @Nullable BigDecimal averageAdverse,
    @Nullable BigDecimal averageFavourable,
    @Nullable BigDecimal mostAdverse,
    @Nullable BigDecimal mostFavourable) {

  static ExcursionAverage of(dev.quintet.trades.v1.ExcursionAverage row) {
    return new ExcursionAverage(
        row.getKey(),
        row.getCurrency(),
        row.getLots(),
        row.getKnown(),
        row.getMinutes(),
        row.getCoveredMinutes(),
        number(row.getAverageAdverse()),
        number(row.getAverageFavourable()),
        number(row.getMostAdverse()),
        number(row.getMostFavourable()));
  }

  private static @Nullable BigDecimal number(String text) {
    return text.isEmpty() ? null : new BigDecimal(text);
  }
}
