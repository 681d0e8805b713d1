package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.PriceRange;
import dev.quintet.domain.marketdata.PriceSpan;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far prices went against a closed lot and for it while it was held: its maximum adverse excursion (MAE),
 * the worst unrealised loss, and its maximum favourable excursion (MFE), the best unrealised profit (J. Sweeney,
 * Maximum Adverse Excursion: Analyzing Price Fluctuations for Trading Management, Wiley 1997).
 *
 * <p>The path of the price is made of bars of one minute, of those minutes that lie in the holding time as a
 * whole, and of the prices at which the lot was opened and closed. What happened in the minutes that opening
 * and close cut is in none of these bars: a price of before the one, or after the other, never counts.
 *
 * @param minutes whole minutes of the holding time
 * @param covered how many of them have a bar
 * @param amounts null: not known, see {@link #missing}
 */
public record Excursion(HeldLot held, long minutes, long covered, @Nullable Amounts amounts) {

  /**
   * Both excursions, none below 0.
   *
   * @param low of the bars
   * @param high of the bars
   * @param adversePrice by how much the price was worse than the one at which the lot was opened, of a unit:
   *     8 digits after the point
   * @param favourablePrice by how much it was better
   * @param adverse what that is for the lot in the currency of its account: quantity times multiplier times
   *     rate of the close times the difference, worked out exactly, of the cost before its rounding to a price
   *     of a unit, and then rounded half-even to {@value Money#SCALE} digits; as long as it must be
   * @param favourable the same of the better price
   */
  public record Amounts(
      BigDecimal low,
      BigDecimal high,
      BigDecimal adversePrice,
      BigDecimal favourablePrice,
      BigDecimal adverse,
      BigDecimal favourable) {}

  /** Why an excursion is not known. */
  public enum Missing {
    /** No whole minute lies in the holding time. */
    SHORT,
    /** No bar lies in it. */
    NO_BARS,
    /**
     * Units were split meanwhile: prices of before are of other units than the lot has, unless the feed
     * adjusts them, which nobody knows.
     */
    SPLIT
  }

  /**
   * The minutes that count, with the price at which the lot could have been closed: of quotes the bid for a
   * long one and the ask for a short one, else those of trade prints.
   */
  public static PriceSpan span(ClosedLot lot, TickKind prices) {
    dev.quintet.domain.marketdata.Side side =
        switch (prices) {
          case TRADE -> dev.quintet.domain.marketdata.Side.TRADE;
          case QUOTE ->
              switch (lot.side()) {
                case BUY -> dev.quintet.domain.marketdata.Side.BID;
                case SELL -> dev.quintet.domain.marketdata.Side.ASK;
              };
        };
    return PriceSpan.between(lot.position().symbol(), side, lot.openedAt(), lot.closedAt());
  }

  /**
   * What bars say of a lot.
   *
   * @param span of the lot
   * @param range of its bars; null: there are none
   */
  public static Excursion of(HeldLot held, PriceSpan span, @Nullable PriceRange range) {
    return new Excursion(
        held,
        span.minutes(),
        range == null ? 0 : range.minutes(),
        range == null || held.split() ? null : amounts(held.lot(), range));
  }

  private static Amounts amounts(ClosedLot lot, PriceRange range) {
    BigDecimal lowest = range.low().min(lot.closePrice());
    BigDecimal highest = range.high().max(lot.closePrice());
    boolean rises = lot.side() == Side.BUY;
    BigDecimal worst = rises ? lowest : highest;
    BigDecimal best = rises ? highest : lowest;
    return new Amounts(
        range.low(),
        range.high(),
        atLeastZero(gain(lot, worst).negate()),
        atLeastZero(gain(lot, best)),
        atLeastZero(money(lot, worst).negate()),
        atLeastZero(money(lot, best)));
  }

  /** Of a unit. */
  private static BigDecimal gain(ClosedLot lot, BigDecimal price) {
    return signed(lot, price.subtract(lot.openPrice()));
  }

  private static BigDecimal money(ClosedLot lot, BigDecimal price) {
    BigDecimal value = price.multiply(lot.quantity()).subtract(lot.cost());
    return signed(lot, value)
        .multiply(lot.conversion().multiplier())
        .multiply(lot.conversion().rate())
        .setScale(Money.SCALE, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal signed(ClosedLot lot, BigDecimal rise) {
    return lot.side() == Side.BUY ? rise : rise.negate();
  }

  private static BigDecimal atLeastZero(BigDecimal value) {
    return value.signum() < 0 ? BigDecimal.ZERO.setScale(value.scale()) : value;
  }

  /** Why there are no amounts; empty when there are. */
  public Optional<Missing> missing() {
    if (amounts != null) {
      return Optional.empty();
    }
    if (held.split()) {
      return Optional.of(Missing.SPLIT);
    }
    return Optional.of(minutes == 0 ? Missing.SHORT : Missing.NO_BARS);
  }
}
