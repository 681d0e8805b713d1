package dev.quintet.bootstrap.cli.marketdata.files;

import java.math.BigDecimal;

/**
 * Decimal numbers as exact integers of 10^-digits: {@code 1.39123} with 8 digits is 139123000.
 * Trailing zeros beyond the digits are fine; anything else that would be lost is refused.
 */
final class Units {

  private static final int MAX_LENGTH = 100;

  /** No long has more digits. */
  private static final int MAX_MAGNITUDE = 19;

  private Units() {}

  /** Reads {@code [+-]digits[.digits][e[+-]digits]}. */
  static long parse(String field, String text, int digits) throws RefusedRow {
    if (text.isEmpty()) {
      throw new RefusedRow(field, "is empty");
    }
    BigDecimal value = number(field, text);
    if (value.signum() == 0) {
      return 0;
    }
    // Numbers of such magnitudes are refused before anybody writes their digits out.
    long magnitude = (long) value.precision() - value.scale();
    if (magnitude > MAX_MAGNITUDE) {
      throw tooLarge(field, digits);
    }
    if (magnitude <= -digits) {
      throw tooFine(field, digits);
    }
    BigDecimal units = value.movePointRight(digits);
    try {
      return Math.negateExact(units.negate().longValueExact());
    } catch (ArithmeticException e) {
      throw units.stripTrailingZeros().scale() > 0
          ? tooFine(field, digits)
          : tooLarge(field, digits);
    }
  }

  private static BigDecimal number(String field, String text) throws RefusedRow {
    boolean plain = text.length() <= MAX_LENGTH;
    for (int at = 0; plain && at < text.length(); at++) {
      plain = text.charAt(at) <= 'e'; // no digits of other scripts
    }
    try {
      if (plain) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw new RefusedRow(field, "is not a number");
  }

  private static RefusedRow tooFine(String field, int digits) {
    return new RefusedRow(
        field,
        digits == 0
            ? "must be a whole number"
            : "has more than " + digits + " digits after the point");
  }

  private static RefusedRow tooLarge(String field, int digits) {
    return new RefusedRow(
        field, "is not within ±" + BigDecimal.valueOf(Long.MAX_VALUE, digits).toPlainString());
  }
}
