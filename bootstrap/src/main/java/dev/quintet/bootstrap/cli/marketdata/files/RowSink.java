package dev.quintet.bootstrap.cli.marketdata.files;

/** Takes the rows of files in their order. */
interface RowSink<R> {

  /**
   * A CSV begins.
   *
   * @param name of the CSV, for messages
   * @param format how its rows are understood
   */
  void begin(String name, RowFormat format);

  void row(R row);

  /**
   * What was done to the row that comes next.
   *
   * @param rounded a number of it lost digits
   * @param carried a side that was blank is the one of the row before
   */
  void changed(boolean rounded, boolean carried);

  /** A row that is left out. */
  void refused(long line, String field, String reason);
}
