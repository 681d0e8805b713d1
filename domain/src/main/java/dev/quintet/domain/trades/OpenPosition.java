package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is open of a position, as far as its value follows from it.
 *
 * @param quantity negative when it is short; not 0
 * @param cost of all that is open, before its conversion, exact
 * @param gross as {@link Position.Totals#gross}
 * @param multiplier of all that is open
 * @param converted some of it was opened at another rate than 1
 */
public record OpenPosition(
    Position.Key key,
    BigDecimal quantity,
    BigDecimal cost,
    BigDecimal gross,
    BigDecimal multiplier,
    boolean converted,
    Currency currency) {

  /** Where a price comes from. */
  public enum Source {
    /** The caller. */
    STATED,
    /** The newest quote: of a long position the bid, of a short one the ask. */
    QUOTE,
    /** The newest trade print. */
    TRADE
  }

  /**
   * What it is worth.
   *
   * @param price of a unit, in the currency that the symbol is quoted in
   * @param rate of that currency in that of the account
   * @param at when the price was; null: the caller did not say
   * @param unrealised what closing all of it so would add to the realised profit
   */
  public record Valuation(
      BigDecimal price,
      BigDecimal rate,
      Source source,
      @Nullable Instant at,
      Money unrealised) {}

  /** What closing all of it would add to {@link Position#realised}. */
  public Money unrealised(BigDecimal price, BigDecimal rate) {
    BigDecimal paid = quantity.signum() < 0 ? cost.negate() : cost;
    BigDecimal profit =
        new Fill.Conversion(multiplier, rate).of(quantity.multiply(price).subtract(paid));
    return Position.money(gross.add(profit), currency).minus(Position.money(gross, currency));
  }

  /**
   * Its value at a price.
   *
   * @param rate null: nobody stated one, which is 1 unless it was opened at another
   * @return empty when the rate is not known
   */
  public Optional<Valuation> at(
      BigDecimal price, @Nullable BigDecimal rate, Source source, @Nullable Instant time) {
    if (rate == null && converted) {
      return Optional.empty();
    }
    BigDecimal of = rate == null ? BigDecimal.ONE : rate;
    return Optional.of(new Valuation(price, of, source, time, unrealised(price, of)));
  }
}
