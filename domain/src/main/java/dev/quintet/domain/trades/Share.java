package dev.quintet.domain.trades;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Divides so that nothing is lost: each part takes its share of what the parts before it left, rounded
 * half-even, and the last takes all that is left.
 */
final class Share {

  private Share() {}

  /**
   * @param whole above 0, {@code part} included
   * @param scale digits after the point
   */
  static BigDecimal of(BigDecimal total, BigDecimal part, BigDecimal whole, int scale) {
    return part.compareTo(whole) == 0
        ? total
        : total.multiply(part).divide(whole, scale, RoundingMode.HALF_EVEN);
  }
}
