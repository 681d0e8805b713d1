package dev.quintet.bootstrap.cli.marketdata.files;

import java.math.BigDecimal;

/**
 * Decimal numbers as exact integers of 10^-digits: {@code 1.39123} with 8 digits is 139123000.
 * Trailing zeros beyond the digits are fine; anything else that would be lost is refused.
 */
final class Units {

  private static final long MAX_BEFORE_DIGIT = Long.MAX_VALUE / 10;
  private static final int MAX_LENGTH = 100;

  private Units() {}

  /** Reads {@code [+-]digits[.digits][e[+-]digits]}. */
  static long parse(String field, String text, int digits) throws RefusedRow {
    int length = text.length();
    if (length == 0) {
      throw new RefusedRow(field, "is empty");
    }
    if (length > MAX_LENGTH) {
      throw new RefusedRow(field, "is not a number");
    }
    char sign = text.charAt(0);
    long value = 0;
    boolean any = false;
    int after = -1; // digits after the point so far, -1 before the point
    for (int at = sign == '-' || sign == '+' ? 1 : 0; at < length; at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        any = true;
        if (after == digits) {
          refuseUnless(c == '0', field, digits);
          continue;
        }
        value = append(field, value, c - '0', digits);
        after += after >= 0 ? 1 : 0;
      } else if (c == '.' && after < 0) {
        after = 0;
      } else if ((c == 'e' || c == 'E') && any) {
        return scientific(field, text, digits);
      } else {
        throw new RefusedRow(field, "is not a number");
      }
    }
    if (!any) {
      throw new RefusedRow(field, "is not a number");
    }
    for (int i = Math.max(after, 0); i < digits; i++) {
      value = append(field, value, 0, digits);
    }
    return sign == '-' ? -value : value;
  }

  private static long append(String field, long value, int digit, int digits) throws RefusedRow {
    if (value > MAX_BEFORE_DIGIT || (value == MAX_BEFORE_DIGIT && digit > Long.MAX_VALUE % 10)) {
      throw tooLarge(field, digits);
    }
    return value * 10 + digit;
  }

  private static void refuseUnless(boolean zero, String field, int digits) throws RefusedRow {
    if (!zero) {
      throw new RefusedRow(
          field,
          digits == 0
              ? "must be a whole number"
              : "has more than " + digits + " digits after the point");
    }
  }

  private static RefusedRow tooLarge(String field, int digits) {
    return new RefusedRow(
        field, "is not within ±" + BigDecimal.valueOf(Long.MAX_VALUE, digits).toPlainString());
  }

  /** As spreadsheets and data frames write small numbers: {@code 1e-05}. */
  private static long scientific(String field, String text, int digits) throws RefusedRow {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) > 'e') { // digits of other scripts
        throw new RefusedRow(field, "is not a number");
      }
    }
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new RefusedRow(field, "is not a number");
    }
    if (value.signum() == 0) {
      return 0;
    }
    // Numbers of such magnitudes are refused before anybody writes their digits out.
    long magnitude = (long) value.precision() - value.scale();
    if (magnitude > 19) {
      throw tooLarge(field, digits);
    }
    refuseUnless(magnitude > -digits, field, digits);
    BigDecimal units = value.movePointRight(digits).stripTrailingZeros();
    refuseUnless(units.scale() <= 0, field, digits);
    try {
      return units.longValueExact();
    } catch (ArithmeticException e) {
      throw tooLarge(field, digits);
    }
  }
}
