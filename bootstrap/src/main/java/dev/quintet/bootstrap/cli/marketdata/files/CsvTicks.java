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
import java.util.function.LongConsumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.BOMInputStream;
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

  /** The lines before the first row whose time can be read. */
  private final List<Long> unreadable = new ArrayList<>();

  private @Nullable CSVRecord first;

  /**
   * @param progress takes how many characters were read so far
   */
  CsvTicks(String name, InputStream in, Origin origin, LongConsumer progress) throws IOException {
    Reader text =
        new InputStreamReader(BOMInputStream.builder().setInputStream(in).get(), UTF_8);
    this.name = name;
    this.parser =
        CSVParser.builder().setReader(new ShortLines(text, progress)).setFormat(LINES).get();
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
    RowFormat format = format();
    if (format == null || first == null) {
      return;
    }
    try {
      sink.begin(name, format);
      unreadable.forEach(line -> sink.refused(line, "time", UNREADABLE));
      format.read(parser.getCurrentLineNumber(), first, sink);
      while (rows.hasNext()) {
        CSVRecord row = rows.next();
        format.read(parser.getCurrentLineNumber(), row, sink);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * How the rows are written, as the first ones show it; null when there are none. Called once.
   *
   * @throws UnusableFile when this is not a file of ticks
   */
  @Nullable RowFormat format() throws IOException {
    try {
      if (!rows.hasNext()) {
        return null;
      }
      first = rows.next();
      return Header.is(first) ? format(Header.of(first)) : RowFormat.withoutHeader(first, origin);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The first row with a readable time shows how all times are written. */
  private @Nullable RowFormat format(Header header) throws UnusableFile {
    while (rows.hasNext() && unreadable.size() < MAX_UNREADABLE) {
      first = rows.next();
      Optional<TimeColumn> times = header.times(first, origin);
      if (times.isPresent()) {
        return new RowFormat(header, times.get());
      }
      unreadable.add(parser.getCurrentLineNumber());
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
