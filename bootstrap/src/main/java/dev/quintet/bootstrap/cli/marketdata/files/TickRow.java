package dev.quintet.bootstrap.cli.marketdata.files;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A good row of a file.
 *
 * @param line where it is in its CSV, from 1
 * @param time nanoseconds since the epoch
 * @param sequence order within its instant; negative: where it stands in the file
 * @param first bid of a quote, price of a trade print; in units of 10^-8, like the next
 * @param second ask of a quote
 * @param volume at most 8 digits after the point, and 63 bits without it
 */
record TickRow(
    long line,
    String symbol,
    Kind kind,
    long time,
    int sequence,
    long first,
    long second,
    BigDecimal volume) {

  boolean sameInstant(TickRow other) {
    return time == other.time && symbol.equals(other.symbol);
  }

  @Override
  public String toString() {
    String prices =
        kind == Kind.QUOTE
            ? "bid " + decimal(first) + " ask " + decimal(second)
            : "price " + decimal(first);
    return "%s %s %s volume %s".formatted(instant(time), symbol, prices, volume.toPlainString());
  }

  static String decimal(long units) {
    BigDecimal value = BigDecimal.valueOf(units, Units.DIGITS).stripTrailingZeros();
    return value.toPlainString();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
