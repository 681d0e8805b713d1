package dev.quintet.bootstrap.cli.marketdata.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads one CSV from its beginning to its end. */
final class CsvTicks implements AutoCloseable {

  /** A quotation mark is part of its cell: an unpaired one must not swallow the lines behind it. */
  private static final CSVFormat LINES =
      CSVFormat.DEFAULT.builder().setQuote(null).setIgnoreEmptyLines(true).get();

  private static final String UNREADABLE =
      "must be ISO-8601, such as 2014-05-08T09:30:00Z, or a number since 1970";

  private static final int MAX_UNREADABLE = 1_000;

  private final String name;
  private final CSVParser parser;
  private final Iterator<CSVRecord> rows;
  private final Origin origin;

  CsvTicks(String name, InputStream in, Origin origin) throws IOException {
    Reader text = new ShortLines(new InputStreamReader(in, UTF_8));
    this.name = name;
    this.parser = CSVParser.builder().setReader(text).setFormat(LINES).get();
    this.rows = parser.iterator();
    this.origin = origin;
  }

  /**
   * Hands every row to the sink.
   *
   * @throws UnusableFile when this is not a file of ticks; what was handed over before it turned
   *     out stays
   */
  void read(TickSink sink) throws IOException {
    try {
      RowFormat format = begin(sink);
      while (format != null && rows.hasNext()) {
        CSVRecord row = rows.next();
        format.read(parser.getCurrentLineNumber(), row, sink);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Recognises the format and hands the first rows over, if there are any. */
  private @Nullable RowFormat begin(TickSink sink) throws UnusableFile {
    if (!rows.hasNext()) {
      return null;
    }
    CSVRecord first = rows.next();
    if (Header.is(first)) {
      return begin(Header.of(first), sink);
    }
    RowFormat format = RowFormat.withoutHeader(first, origin);
    sink.begin(name, format);
    format.read(parser.getCurrentLineNumber(), first, sink);
    return format;
  }

  /** The first row with a readable time shows how all times are written. */
  private @Nullable RowFormat begin(Header header, TickSink sink) throws UnusableFile {
    List<Long> unreadable = new ArrayList<>();
    while (rows.hasNext()) {
      CSVRecord row = rows.next();
      Optional<TimeColumn> times = header.times(row, origin);
      if (times.isPresent()) {
        RowFormat format = new RowFormat(header, times.get());
        sink.begin(name, format);
        unreadable.forEach(line -> sink.refused(line, "time", UNREADABLE));
        format.read(parser.getCurrentLineNumber(), row, sink);
        return format;
      }
      unreadable.add(parser.getCurrentLineNumber());
      if (unreadable.size() == MAX_UNREADABLE) {
        break;
      }
    }
    if (!unreadable.isEmpty()) {
      throw new UnusableFile("no time in the first rows can be read: a time " + UNREADABLE);
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
