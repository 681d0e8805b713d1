package dev.quintet.bootstrap.cli.marketdata.files;

import java.math.BigDecimal;

/**
 * A tick of a file.
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
    BigDecimal volume)
    implements FileRow {

  boolean sameInstant(TickRow other) {
    return time == other.time && symbol.equals(other.symbol);
  }

  @Override
  public long lowest() {
    return kind == Kind.QUOTE ? Math.min(first, second) : first;
  }

  @Override
  public long highest() {
    return kind == Kind.QUOTE ? Math.max(first, second) : first;
  }

  @Override
  public String toString() {
    String prices =
        kind == Kind.QUOTE
            ? "bid " + FileRow.decimal(first) + " ask " + FileRow.decimal(second)
            : "price " + FileRow.decimal(first);
    return "%s %s %s volume %s".formatted(FileRow.instant(time), symbol, prices, volume.toPlainString());
  }
}
