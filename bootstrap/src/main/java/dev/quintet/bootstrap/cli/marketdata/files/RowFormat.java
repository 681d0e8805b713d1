package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.commons.csv.CSVRecord;

/** How the rows of one CSV are understood: where their values are and how times are written. */
record RowFormat(Header header, TimeColumn times) {

  private static final int DIGITS = 8;
  private static final long MAX_PRICE = 999_999_999_999_999_999L;

  /** Milliseconds since midnight, bid, ask and perhaps volume. */
  static RowFormat withoutHeader(CSVRecord line, Origin origin) throws UnusableFile {
    int columns = line.size();
    if ((columns != 3 && columns != 4) || !TimeColumn.SinceMidnight.fits(cell(line, 0))) {
      throw new UnusableFile(
          "the first line is neither a header nor milliseconds since midnight, bid, ask[, volume]");
    }
    LocalDate date = origin.date();
    if (date == null) {
      throw new OptionNeeded("times are milliseconds since midnight; give --date");
    }
    ZoneOffset said = origin.offset();
    return new RowFormat(
        new Header(columns, 0, 1, 2, columns == 4 ? 3 : Header.NONE),
        TimeColumn.SinceMidnight.of(date, said == null ? ZoneOffset.UTC : said));
  }

  /** Quotes, else trade prints. */
  boolean quotes() {
    return header.second() != Header.NONE;
  }

  void read(long line, CSVRecord row, TickSink sink) {
    try {
      if (row.size() != header.columns()) {
        throw new RefusedRow(
            "row", "has %d columns, not %d".formatted(row.size(), header.columns()));
      }
      long time = times.nanos(cell(row, header.time()));
      long first = price(quotes() ? "bid" : "price", cell(row, header.first()));
      long second = quotes() ? price("ask", cell(row, header.second())) : 0;
      sink.tick(line, time, first, second, volume(row));
    } catch (RefusedRow e) {
      sink.refused(line, e.field(), e.reason());
    }
  }

  private static long price(String field, String text) throws RefusedRow {
    long units = Units.parse(field, text, DIGITS);
    if (units > MAX_PRICE || units < -MAX_PRICE) {
      throw new RefusedRow(field, "is not within ±9999999999.99999999");
    }
    return units;
  }

  /** An empty cell is what feeds without volumes write: zero, like a missing column. */
  private long volume(CSVRecord row) throws RefusedRow {
    String text = header.volume() == Header.NONE ? "" : cell(row, header.volume());
    return text.isEmpty() ? 0 : Units.parse("volume", text, DIGITS);
  }

  static String cell(CSVRecord row, int at) {
    return trimmed(row.get(at));
  }

  /** Without blanks and quotation marks around it. */
  static String trimmed(String cell) {
    String text = cell.strip();
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1).strip() : text;
  }
}
