package dev.quintet.domain.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimal numbers that fit their columns exactly, or are refused. */
public final class Exact {

  /** Longest number that is read: no column holds one of so many characters. */
  private static final int MOST_CHARACTERS = 64;

  private Exact() {}

  /**
   * The same number with {@code scale} digits after the point.
   *
   * @throws ProblemException Invalid when it needs more, or more than {@code digits} before it
   */
  public static BigDecimal of(String field, BigDecimal value, int scale, int digits) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO.setScale(scale);
    }
    // Decided from the exponent first: 1e999999999 is short to write and long to rescale.
    if ((long) value.precision() - value.scale() > digits) {
      throw ProblemException.invalid(field, "must have at most " + digits + " digits before the point");
    }
    if ((long) value.scale() - value.precision() >= scale
        || (value.scale() > scale && value.stripTrailingZeros().scale() > scale)) {
      throw ProblemException.invalid(field, "must have at most " + scale + " digits after the point");
    }
    return value.setScale(scale, RoundingMode.UNNECESSARY);
  }

  /**
   * The number that is written there.
   *
   * @throws ProblemException Invalid when it is none, or longer than {@value #MOST_CHARACTERS} characters
   */
  public static BigDecimal parse(String field, String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw ProblemException.invalid(field, "must have at most " + MOST_CHARACTERS + " characters");
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw ProblemException.invalid(field, "must be a decimal number");
    }
  }
}
