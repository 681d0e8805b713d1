package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How trades did that have something in common. A trade is a fill that closed something, with all that it
 * closed of one key; its profit is that of the lots that it closed, with their share of the costs of both
 * fills. What is open counts nowhere.
 *
 * @param key what they have in common; empty: no strategy, or no agent, is known
 * @param trades how many
 * @param closedQuantity units of the symbols
 * @param gross profit from prices alone, losses subtracted
 * @param costs shares of what was closed
 * @param won how many had a net profit above 0; one of exactly 0 is neither won nor lost
 * @param profit sum of the net profits above 0
 * @param loss sum of those below 0, without its sign
 * @param maxDrawdown the deepest fall of the summed net profit below its highest value so far, which begins
 *     with 0; trades in the order of their time, then account, symbol and position. On closed trades only:
 *     what open positions lost in between is not in it
 */
public record Performance(
    String key,
    long trades,
    BigDecimal closedQuantity,
    Money gross,
    Costs costs,
    long won,
    Money profit,
    Money loss,
    Money maxDrawdown) {

  /** Digits after the point of ratios, rounded half-even. */
  public static final int RATIO_SCALE = 4;

  /** What the trades of a row have in common. */
  public enum Grouping {
    ACCOUNT,
    /** The day, in UTC, on which they were closed. */
    DAY,
    SYMBOL,
    /** Of the fill that opened. */
    STRATEGY,
    /** One of those of the fill that opened; a trade counts for each of them. */
    AGENT;

    public static Grouping of(String word) {
      return Words.find("by", word, values(), Words::of);
    }
  }

  /** Profit after costs: gross − commission + swap + funding. */
  public Money net() {
    return gross.plus(costs.effect());
  }

  /** Trades with a net profit above 0, as a share of all trades: 0 to 1. */
  public BigDecimal winRate() {
    return BigDecimal.valueOf(won)
        .divide(BigDecimal.valueOf(trades), RATIO_SCALE, RoundingMode.HALF_EVEN);
  }

  /** Profits divided by losses, both net; empty when nothing was lost. */
  public Optional<BigDecimal> profitFactor() {
    return loss.isZero()
        ? Optional.empty()
        : Optional.of(
            profit.amount().divide(loss.amount(), RATIO_SCALE, RoundingMode.HALF_EVEN));
  }
}
