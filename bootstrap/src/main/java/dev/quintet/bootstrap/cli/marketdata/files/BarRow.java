package dev.quintet.bootstrap.cli.marketdata.files;

import java.math.BigDecimal;

/**
 * A bar of a file; prices in units of 10^-8.
 *
 * @param time its start, nanoseconds since the epoch
 */
record BarRow(
    long line,
    String symbol,
    long time,
    long open,
    long high,
    long low,
    long close,
    BigDecimal volume)
    implements FileRow {

  @Override
  public long lowest() {
    return low;
  }

  @Override
  public long highest() {
    return high;
  }

  @Override
  public String toString() {
    return "%s %s open %s high %s low %s close %s volume %s"
        .formatted(
            FileRow.instant(time),
            symbol,
            FileRow.decimal(open),
            FileRow.decimal(high),
            FileRow.decimal(low),
            FileRow.decimal(close),
            volume.toPlainString());
  }
}
