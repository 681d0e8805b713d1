package dev.quintet.bootstrap.cli.marketdata.files;

/** Takes the rows of a file in their order. */
interface TickSink {

  /**
   * A CSV begins.
   *
   * @param name of the CSV, for messages
   * @param format how its rows are understood
   */
  void begin(String name, RowFormat format);

  /**
   * A good row.
   *
   * @param line where it is in its CSV, from 1
   * @param time nanoseconds since the epoch
   * @param first bid of a quote, price of a trade print; in units of 10^-8, like the others
   * @param second ask of a quote
   */
  void tick(long line, long time, long first, long second, long volume) throws RefusedRow;

  /** A row that is left out. */
  void refused(long line, String field, String reason);
}
