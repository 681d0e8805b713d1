package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What some of a bar's ticks make of it. Prices are in units of 10^-8, of the mid price twice as
 * much; {@code first} and {@code last} are the places of its first and last tick.
 */
record PartialBar(
    long start,
    long ticks,
    Place first,
    long open,
    long high,
    long low,
    Place last,
    long close,
    BigDecimal volume) {

  /**
   * The place of a tick among those of all feeds: the 128 bits of {@link TimeSql#PLACE}, then its
   * feed.
   */
  record Place(long upper, long lower, String source) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::upper)
            .thenComparing(Place::lower, Long::compareUnsigned)
            .thenComparing(Place::source);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** Columns of an answer that holds partial bars; {@code start} in seconds. */
  static final List<String> COLUMNS =
      List.of("start", "ticks", "first", "open", "high", "low", "last", "close", "volume");

  private static final BigInteger FIVE = BigInteger.valueOf(5);

  static PartialBar of(Reading reading, int row, String source) {
    return new PartialBar(
        reading.number(0, row),
        reading.number(1, row),
        place(reading, 2, row, source),
        reading.number(3, row),
        reading.number(4, row),
        reading.number(5, row),
        place(reading, 6, row, source),
        reading.number(7, row),
        Decimals.volume(reading.column(8).highs[row], reading.number(8, row)));
  }

  private static Place place(Reading reading, int column, int row, String source) {
    return new Place(
        reading.column(column).highs[row], reading.number(column, row), source);
  }

  /** The same ticks, or none, as a part of a bar that starts then. */
  PartialBar within(long barStart, boolean counted) {
    return new PartialBar(
        barStart, counted ? ticks : 0, first, open, high, low, last, close, volume);
  }

  /** Of both, which have no tick in common. */
  PartialBar with(PartialBar other) {
    boolean opens = first.compareTo(other.first) < 0;
    boolean closes = last.compareTo(other.last) > 0;
    return new PartialBar(
        start,
        ticks + other.ticks,
        opens ? first : other.first,
        opens ? open : other.open,
        Math.max(high, other.high),
        Math.min(low, other.low),
        closes ? last : other.last,
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
  static BigDecimal price(long units, Side side) {
    return side == Side.MID
        ? new BigDecimal(BigInteger.valueOf(units).multiply(FIVE), side.scale())
        : Decimals.price(units);
  }
}
