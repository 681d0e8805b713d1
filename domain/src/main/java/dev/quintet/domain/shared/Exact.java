package dev.quintet.domain.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimal numbers that fit their columns exactly, or are refused. */
public final class Exact {

  /** Digits after the point of a number of 0 to 1. */
  public static final int SHARE_SCALE = 8;

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
   * A number of 0 to 1 with {@value #SHARE_SCALE} digits after the point.
   *
   * @throws ProblemException Invalid when it is not, or needs more
   */
  public static BigDecimal share(String field, BigDecimal value) {
    BigDecimal exact = of(field, value, SHARE_SCALE, 1);
    if (exact.signum() < 0 || exact.compareTo(BigDecimal.ONE) > 0) {
      throw ProblemException.invalid(field, "must be 0 to 1");
    }
    return exact;
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
