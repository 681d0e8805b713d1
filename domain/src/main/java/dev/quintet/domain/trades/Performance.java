package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Words;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How trades did that have something in common. A trade is a fill that closed something, with all that it
 * closed of one key; its profit is that of the lots that it closed, with their share of the costs of both
 * fills. What is open counts nowhere.
 *
 * @param key what they have in common; empty: no strategy, or no agent, is known
 * @param trades how many, at least 1
 * @param closedQuantity units of the symbols
 * @param gross profit from prices alone, losses subtracted
 * @param costs shares of what was closed
 * @param won how many had a net profit above 0; one of exactly 0 is neither won nor lost
 * @param lost how many had one below 0
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
    long lost,
    Money profit,
    Money loss,
    Money maxDrawdown,
    Holding holding,
    Days days,
    Confidences confidences) {

  /** Digits after the point of ratios, rounded half-even. */
  public static final int RATIO_SCALE = 4;

  /**
   * How long trades were open: each from when the oldest of what it closed was opened.
   *
   * @param held the sum of all
   * @param inMarket how long at least one of them was open
   */
  public record Holding(Duration held, Duration inMarket, Instant firstOpened, Instant lastClosed) {}

  /**
   * Net profits by the UTC days on which something was closed.
   *
   * @param count of such days
   * @param squares sum of the squares of their profits
   * @param lossSquares of those that are below 0
   */
  public record Days(long count, BigDecimal squares, BigDecimal lossSquares) {}

  /**
   * What the fills say that opened what was closed. A trade counts once for each different confidence of
   * them; one whose fills say none does not count.
   *
   * @param sum with {@value Signal#SCALE} digits after the point
   */
  public record Confidences(long count, BigDecimal sum) {

    public Confidences {
      sum = sum.setScale(Signal.SCALE);
    }

    /** Of these trades. */
    public static Confidences of(Collection<Trade> trades) {
      List<BigDecimal> all =
          trades.stream().flatMap(trade -> trade.confidences().stream()).toList();
      return new Confidences(all.size(), all.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }
  }

  /** What the trades of a row have in common. */
  public enum Grouping {
    /** Who owns the account. */
    USER,
    ACCOUNT,
    /** The day, in UTC, on which they were closed. */
    DAY,
    /** Both, with a space between them. */
    USER_DAY,
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
    return ratio(BigDecimal.valueOf(won), BigDecimal.valueOf(trades));
  }

  /** Profits divided by losses, both net; empty when nothing was lost. */
  public Optional<BigDecimal> profitFactor() {
    return loss.isZero() ? Optional.empty() : Optional.of(ratio(profit.amount(), loss.amount()));
  }

  /** What a trade made on average, net; rounded half-even. */
  public Money expectancy() {
    return mean(net(), trades);
  }

  /** Of those that won; empty when none did. */
  public Optional<Money> averageWin() {
    return won == 0 ? Optional.empty() : Optional.of(mean(profit, won));
  }

  /** Of those that lost, without its sign; empty when none did. */
  public Optional<Money> averageLoss() {
    return lost == 0 ? Optional.empty() : Optional.of(mean(loss, lost));
  }

  /** How long a trade was open on average. */
  public Duration averageHolding() {
    return holding.held.dividedBy(trades).truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * The share of the time between the first opening and the last close in which at least one of the trades
   * was open: 0 to 1; empty when no time lies between them.
   */
  public Optional<BigDecimal> exposure() {
    Duration all = Duration.between(holding.firstOpened, holding.lastClosed);
    return all.isZero()
        ? Optional.empty()
        : Optional.of(ratio(seconds(holding.inMarket), seconds(all)));
  }

  /**
   * The Sharpe ratio of the days on which something was closed, not annualised: their mean net profit,
   * divided by its standard deviation over n − 1 (W. F. Sharpe, The Sharpe Ratio, Journal of Portfolio
   * Management 21, 1994; of money instead of returns, compared with earning nothing). Multiply by the root
   * of the trading days of a year to annualise it. Empty for less than two days, or when all made the same.
   */
  public Optional<BigDecimal> dailySharpe() {
    BigDecimal n = BigDecimal.valueOf(days.count);
    BigDecimal sum = net().amount();
    BigDecimal spread = days.squares.multiply(n).subtract(sum.multiply(sum));
    if (days.count < 2 || spread.signum() == 0) {
      return Optional.empty();
    }
    BigDecimal variance =
        spread.divide(n.multiply(n.subtract(BigDecimal.ONE)), MathContext.DECIMAL128);
    return Optional.of(meanOver(variance));
  }

  /**
   * The Sortino ratio of the same days, not annualised: their mean net profit, divided by the root of the
   * mean of the squares of what they lost, days without a loss as 0 (F. A. Sortino and L. N. Price,
   * Performance Measurement in a Downside Risk Framework, Journal of Investing 3, 1994; with 0 as the
   * target). Empty when no day lost anything.
   */
  public Optional<BigDecimal> dailySortino() {
    return days.lossSquares.signum() == 0
        ? Optional.empty()
        : Optional.of(
            meanOver(
                days.lossSquares.divide(
                    BigDecimal.valueOf(days.count), MathContext.DECIMAL128)));
  }

  /** The mean of the {@link Confidences}: 0 to 1; empty when no confidence is known of any trade. */
  public Optional<BigDecimal> averageConfidence() {
    return confidences.count == 0
        ? Optional.empty()
        : Optional.of(ratio(confidences.sum, BigDecimal.valueOf(confidences.count)));
  }

  private BigDecimal meanOver(BigDecimal variance) {
    return net()
        .amount()
        .divide(BigDecimal.valueOf(days.count), MathContext.DECIMAL128)
        .divide(variance.sqrt(MathContext.DECIMAL128), MathContext.DECIMAL128)
        .setScale(RATIO_SCALE, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
    return part.divide(whole, RATIO_SCALE, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toSeconds())
        .add(BigDecimal.valueOf(duration.getNano(), 9));
  }

  private static Money mean(Money sum, long count) {
    return new Money(
        sum.amount().divide(BigDecimal.valueOf(count), Money.SCALE, RoundingMode.HALF_EVEN),
        sum.currency());
  }
}
