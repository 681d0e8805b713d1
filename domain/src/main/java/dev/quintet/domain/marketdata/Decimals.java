package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.ProblemException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The canonical scales of market data and their bounds. */
public final class Decimals {

  /** Digits after the point of a price: {@code Decimal(18,8)}. */
  public static final int PRICE_SCALE = 8;

  /** Digits after the point of a volume: {@code Decimal(38,8)}. */
  public static final int VOLUME_SCALE = 8;

  /** Largest magnitude of a price in units of 10^-8: 9,999,999,999.99999999. */
  public static final long MAX_PRICE_UNITS = 999_999_999_999_999_999L;

  /** Digits before the point of a price. */
  private static final int PRICE_DIGITS = 10;

  /** Digits before the point of a volume: {@code Decimal(38,8)}. */
  private static final int VOLUME_DIGITS = 30;

  private static final long[] POWERS = {
    1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L
  };

  private Decimals() {}

  /** 10 to the {@code exponent}, 0 to 8. */
  public static long powerOfTen(int exponent) {
    return POWERS[exponent];
  }

  /** A price from units of 10^-8. */
  public static BigDecimal price(long units) {
    return BigDecimal.valueOf(units, PRICE_SCALE);
  }

  /** A price at its canonical scale; refused when it does not fit exactly. */
  public static BigDecimal exactPrice(String field, BigDecimal value) {
    return Exact.of(field, value, PRICE_SCALE, PRICE_DIGITS);
  }

  /** A volume at its canonical scale; refused when it is negative or does not fit exactly. */
  public static BigDecimal exactVolume(String field, BigDecimal value) {
    if (value.signum() < 0) {
      throw ProblemException.invalid(field, "is negative");
    }
    return Exact.of(field, value, VOLUME_SCALE, VOLUME_DIGITS);
  }

  /** A volume from a 128-bit two's complement number of units of 10^-8. */
  public static BigDecimal volume(long high, long low) {
    if (high == low >> 63) {
      return BigDecimal.valueOf(low, VOLUME_SCALE);
    }
    BigInteger unsignedLow = BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1));
    return new BigDecimal(BigInteger.valueOf(high).shiftLeft(64).add(unsignedLow), VOLUME_SCALE);
  }
}
