package dev.quintet.adapters.out.clickhouse;

import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/** Bars of an answer with the columns of {@link BarSql#COLUMNS}. */
final class BarParts {

  private static final BigInteger FIVE = BigInteger.valueOf(5);

  private BarParts() {}

  static Bar bar(Reading reading, int row, Side side) {
    NativeColumn volume = reading.column(8);
    return new Bar(
        Instant.ofEpochSecond(reading.column(0).longs[row]),
        new Bar.Prices(
            price(reading.column(3).longs[row], side),
            price(reading.column(4).longs[row], side),
            price(reading.column(5).longs[row], side),
            price(reading.column(7).longs[row], side)),
        Decimals.volume(volume.highs[row], volume.longs[row]),
        reading.column(1).longs[row]);
  }

  /** A mid price arrives as bid + ask: half of it is five times it, one digit further right. */
  private static BigDecimal price(long units, Side side) {
    return side == Side.MID
        ? new BigDecimal(BigInteger.valueOf(units).multiply(FIVE), side.scale())
        : Decimals.price(units);
  }
}
