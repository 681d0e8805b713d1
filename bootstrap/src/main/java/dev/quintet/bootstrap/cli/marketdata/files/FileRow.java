package dev.quintet.bootstrap.cli.marketdata.files;

import java.math.BigDecimal;
import java.time.Instant;

/** A good row of a file; its text shows it to a person. */
sealed interface FileRow permits TickRow, BarRow {

  /** Where it is in its CSV, from 1. */
  long line();

  /** Nanoseconds since the epoch. */
  long time();

  /** The least of its prices, in units of 10^-8. */
  long lowest();

  /** The greatest of its prices, in units of 10^-8. */
  long highest();

  static String decimal(long units) {
    return BigDecimal.valueOf(units, Units.DIGITS).stripTrailingZeros().toPlainString();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
