package dev.quintet.domain.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Set;

/**
 * An exact amount of one currency, also a negative one, as {@code NUMERIC(20,4)} holds it.
 *
 * @param amount with 4 digits after the point, at most 16 before it
 * @param currency of ISO 4217
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

  /** Digits after the point. */
  public static final int SCALE = 4;

  /** Digits before the point. */
  public static final int DIGITS = 16;

  private static final String AMOUNT = "amount";

  /** Codes that stand for none, and for tests. */
  private static final Set<String> NO_CURRENCY = Set.of("XXX", "XTS");

  /**
   * @throws ProblemException Invalid, of {@code amount}, when the amount does not fit exactly
   */
  public Money {
    amount = Exact.of(AMOUNT, amount, SCALE, DIGITS);
  }

  /**
   * What is written there: a decimal number and three letters.
   *
   * @param field that the amount is in
   * @throws ProblemException Invalid, of that field or of {@code currency}
   */
  public static Money parse(String field, String amount, String currency) {
    return new Money(
        Exact.of(field, Exact.parse(field, amount), SCALE, DIGITS), currency(currency));
  }

  /**
   * The currency of that code of ISO 4217, in upper case.
   *
   * @throws ProblemException Invalid, of {@code currency}
   */
  public static Currency currency(String code) {
    if (code.length() == 3 && !NO_CURRENCY.contains(code)) {
      try {
        return Currency.getInstance(code);
      } catch (IllegalArgumentException e) {
        // Said below.
      }
    }
    throw ProblemException.invalid("currency", "must be a currency code of ISO 4217, as EUR");
  }

  public static Money zero(Currency currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  /**
   * @throws ProblemException Invalid, of {@code currency} when there are two, of {@code amount} when the
   *     sum does not fit
   */
  public Money plus(Money other) {
    return new Money(amount.add(same(other).amount), currency);
  }

  /**
   * @throws ProblemException as {@link #plus}
   */
  public Money minus(Money other) {
    return new Money(amount.subtract(same(other).amount), currency);
  }

  public Money negated() {
    return new Money(amount.negate(), currency);
  }

  /**
   * @throws ProblemException Invalid, of {@code amount} when the product does not fit
   */
  public Money times(long count) {
    return new Money(amount.multiply(BigDecimal.valueOf(count)), currency);
  }

  /**
   * The product, rounded half-even to {@code scale} digits after the point, 0 to {@value #SCALE}.
   *
   * @throws ProblemException Invalid, of {@code amount} when it does not fit
   */
  public Money times(BigDecimal factor, int scale) {
    return new Money(amount.multiply(factor).setScale(scale, RoundingMode.HALF_EVEN), currency);
  }

  /** Rounded half-even to the digits that the currency has: cents of EUR, whole JPY. */
  public Money rounded() {
    int digits = Math.clamp(currency.getDefaultFractionDigits(), 0, SCALE);
    return new Money(amount.setScale(digits, RoundingMode.HALF_EVEN), currency);
  }

  public boolean isZero() {
    return amount.signum() == 0;
  }

  public boolean isNegative() {
    return amount.signum() < 0;
  }

  /**
   * By amount.
   *
   * @throws ProblemException Invalid, of {@code currency}, when there are two
   */
  @Override
  public int compareTo(Money other) {
    return amount.compareTo(same(other).amount);
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw ProblemException.invalid(
          "currency", "is " + other.currency + " where " + currency + " is counted");
    }
    return other;
  }

  /** The amount with as many digits as the currency has, and more if it has more: {@code 12.34}. */
  public String plain() {
    int digits = Math.clamp(currency.getDefaultFractionDigits(), 0, SCALE);
    BigDecimal shortest = amount.stripTrailingZeros();
    return shortest.setScale(Math.max(digits, shortest.scale())).toPlainString();
  }

  /** {@code 12.3400 EUR}. */
  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency.getCurrencyCode();
  }
}
