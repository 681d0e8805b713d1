package dev.quintet.domain.marketdata;

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

  /** A volume from a 128-bit two's complement number of units of 10^-8. */
  public static BigDecimal volume(long high, long low) {
    if (high == low >> 63) {
      return BigDecimal.valueOf(low, VOLUME_SCALE);
    }
    BigInteger unsignedLow = BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1));
    return new BigDecimal(BigInteger.valueOf(high).shiftLeft(64).add(unsignedLow), VOLUME_SCALE);
  }
}
