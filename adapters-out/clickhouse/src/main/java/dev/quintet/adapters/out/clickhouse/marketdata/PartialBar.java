package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * What some of a bar's ticks make of it. Prices are in units of 10^-8, of the mid price twice as
 * much; {@code firstTime} and {@code lastTime} are of its first and last tick.
 */
record PartialBar(
    long start,
    long ticks,
    long firstTime,
    long open,
    long high,
    long low,
    long lastTime,
    long close,
    BigDecimal volume) {

  /** Columns of an answer that holds partial bars; {@code start} in seconds. */
  static final List<String> COLUMNS =
      List.of(
          "start",
          "ticks",
          "first_time",
          "open",
          "high",
          "low",
          "last_time",
          "close",
          "volume");

  private static final BigInteger FIVE = BigInteger.valueOf(5);

  static PartialBar of(Reading reading, int row) {
    return new PartialBar(
        reading.column(0).longs[row],
        reading.column(1).longs[row],
        reading.column(2).longs[row],
        reading.column(3).longs[row],
        reading.column(4).longs[row],
        reading.column(5).longs[row],
        reading.column(6).longs[row],
        reading.column(7).longs[row],
        Decimals.volume(reading.column(8).highs[row], reading.column(8).longs[row]));
  }

  /** Of both, which have no hour in common. */
  PartialBar with(PartialBar other) {
    boolean opens = firstTime < other.firstTime;
    boolean closes = lastTime > other.lastTime;
    return new PartialBar(
        start,
        ticks + other.ticks,
        Math.min(firstTime, other.firstTime),
        opens ? open : other.open,
        Math.max(high, other.high),
        Math.min(low, other.low),
        Math.max(lastTime, other.lastTime),
        closes ? close : other.close,
        volume.add(other.volume));
  }

  Bar bar(Side side) {
    return new Bar(
        Instant.ofEpochSecond(start),
        new Bar.Prices(price(open, side), price(high, side), price(low, side), price(close, side)),
        volume,
        ticks);
  }

  /** A mid price is there as bid + ask: half of it is five times it, one digit further right. */
  private static BigDecimal price(long units, Side side) {
    return side == Side.MID
        ? new BigDecimal(BigInteger.valueOf(units).multiply(FIVE), side.scale())
        : Decimals.price(units);
  }
}
