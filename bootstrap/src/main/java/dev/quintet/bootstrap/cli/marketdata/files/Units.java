package dev.quintet.bootstrap.cli.marketdata.files;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Reads the decimal numbers of a file exactly, as integers of 10^-digits where they have to fit:
 * {@code 1.39123} with 8 digits is 139123000. Trailing zeros beyond the digits are fine; anything
 * else that would be lost is refused, unless rounding was asked for, which is counted.
 */
final class Units {

  static final int DIGITS = 8;

  private static final long MAX_PRICE = 999_999_999_999_999_999L;
  private static final int MAX_LENGTH = 100;
  private static final int LONG_BITS = 63;

  /** No long has more digits. */
  private static final int MAX_MAGNITUDE = 19;

  private final boolean comma;
  private final boolean round;
  private boolean rounded;

  /**
   * @param comma whether a comma stands where others write the point
   * @param round whether digits that do not fit may be lost, halves away from zero
   */
  Units(boolean comma, boolean round) {
    this.comma = comma;
    this.round = round;
  }

  /** Whether a number lost digits since this was asked before. */
  boolean takeRounded() {
    boolean was = rounded;
    rounded = false;
    return was;
  }

  /** A price in units of 10^-8. */
  long price(String field, String text) throws RefusedRow {
    long units = units(field, fitted(field, decimal(field, text)), DIGITS);
    if (units > MAX_PRICE || units < -MAX_PRICE) {
      throw new RefusedRow(field, "is not within ±9999999999.99999999");
    }
    return units;
  }

  /** A volume without trailing zeros, at most 8 digits after the point and 63 bits in all. */
  BigDecimal volume(String text) throws RefusedRow {
    if (text.isEmpty()) {
      // What feeds without volumes write.
      return BigDecimal.ZERO;
    }
    BigDecimal value = fitted("volume", decimal("volume", text));
    if (value.signum() < 0) {
      throw new RefusedRow("volume", "is negative");
    }
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (magnitude(value) > MAX_MAGNITUDE) {
      throw new RefusedRow("volume", "has more digits than 64 bits hold");
    }
    BigDecimal shortest = value.stripTrailingZeros();
    shortest = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    if (shortest.scale() > DIGITS) {
      throw tooFine("volume", DIGITS);
    }
    if (shortest.unscaledValue().bitLength() > LONG_BITS) {
      throw new RefusedRow("volume", "has more digits than 64 bits hold");
    }
    return shortest;
  }

  private BigDecimal decimal(String field, String text) throws RefusedRow {
    return number(field, comma ? withPoint(field, text) : text);
  }

  private static String withPoint(String field, String text) throws RefusedRow {
    if (text.indexOf('.') >= 0) {
      throw new RefusedRow(field, "is not a number with a decimal comma");
    }
    return text.replace(',', '.');
  }

  private BigDecimal fitted(String field, BigDecimal value) throws RefusedRow {
    if (!round || value.scale() <= DIGITS || magnitude(value) <= -MAX_MAGNITUDE) {
      return value;
    }
    BigDecimal nearest = value.setScale(DIGITS, RoundingMode.HALF_UP);
    if (nearest.compareTo(value) == 0) {
      return value;
    }
    if (nearest.signum() == 0) {
      throw new RefusedRow(field, "would be 0 with " + DIGITS + " digits after the point");
    }
    rounded = true;
    return nearest;
  }

  /** Reads {@code [+-]digits[.digits]}: spreadsheets that write exponents have lost digits. */
  static long plain(String field, String text, int digits) throws RefusedRow {
    if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      throw new RefusedRow(field, "has an exponent: its last digits may be lost");
    }
    return parse(field, text, digits);
  }

  /** Reads {@code [+-]digits[.digits][e[+-]digits]}. */
  static long parse(String field, String text, int digits) throws RefusedRow {
    return units(field, number(field, text), digits);
  }

  private static long units(String field, BigDecimal value, int digits) throws RefusedRow {
    if (value.signum() == 0) {
      return 0;
    }
    // Numbers of such magnitudes are refused before anybody writes their digits out.
    if (magnitude(value) > MAX_MAGNITUDE) {
      throw tooLarge(field, digits);
    }
    if (magnitude(value) <= -digits) {
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

  private static long magnitude(BigDecimal value) {
    return (long) value.precision() - value.scale();
  }

  private static BigDecimal number(String field, String text) throws RefusedRow {
    if (text.isEmpty()) {
      throw new RefusedRow(field, "is empty");
    }
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
