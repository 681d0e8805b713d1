package dev.quintet.bootstrap.cli.marketdata.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;

/**
 * The rows of one CSV, from its beginning to its end: UTF-8 or, by its mark, UTF-16; quotation marks
 * around cells, empty lines and lines that begin with # are left out.
 */
final class CsvTable implements AutoCloseable {

  /** So many rows are looked at before it is decided what they are. */
  private static final int SAMPLE = 1_000;

  private static final int PREFIX = 16_384;
  private static final char[] DELIMITERS = {'\t', ';', '|', ','};

  /** A number or a time, or nothing: a line of such cells names no columns. */
  private static final Pattern VALUE = Pattern.compile("[-+]?[0-9][-+0-9.,:/ TZeE]*");

  private final CSVParser parser;
  private final Iterator<CSVRecord> rows;
  private final List<Line> sample = new ArrayList<>();
  private final Optional<CSVRecord> header;
  private int next;

  /**
   * A row and where it is.
   *
   * @param number of its line, from 1
   */
  record Line(long number, CSVRecord cells) {

    /** The value in a column, without blanks and quotation marks around it. */
    String cell(int at) {
      return cells.get(at).strip();
    }
  }

  /** Reads the first rows. The delimiter is what the first lines show if it is not given. */
  CsvTable(InputStream in, Optional<Character> delimiter) throws IOException {
    BOMInputStream marked =
        BOMInputStream.builder()
            .setInputStream(new BufferedInputStream(in))
            .setByteOrderMarks(ByteOrderMark.UTF_8, ByteOrderMark.UTF_16LE, ByteOrderMark.UTF_16BE)
            .get();
    ByteOrderMark mark = marked.getBOM();
    BufferedReader text =
        new BufferedReader(
            new InputStreamReader(marked, mark == null ? UTF_8.name() : mark.getCharsetName()),
            PREFIX);
    char between = delimiter.isPresent() ? delimiter.get() : delimiter(text);
    CSVFormat format =
        CSVFormat.DEFAULT.builder()
            .setDelimiter(between)
            .setCommentMarker('#')
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .setTrailingData(true)
            .setLenientEof(true)
            .get();
    this.parser = CSVParser.builder().setReader(new Lines(text)).setFormat(format).get();
    this.rows = parser.iterator();
    while (sample.size() < SAMPLE && more()) {
      sample.add(read());
    }
    this.header =
        sample.isEmpty() || !isHeader(sample.getFirst().cells())
            ? Optional.empty()
            : Optional.of(sample.removeFirst().cells());
  }

  /** The first of the usual ones that the first two lines hold equally often. */
  private static char delimiter(BufferedReader text) throws IOException {
    text.mark(PREFIX);
    char[] prefix = new char[PREFIX];
    int length = Math.max(0, text.read(prefix, 0, PREFIX));
    text.reset();
    List<String> lines =
        new String(prefix, 0, length)
            .lines()
            .filter(Predicate.not(line -> line.isBlank() || line.startsWith("#")))
            .limit(2)
            .toList();
    for (char delimiter : DELIMITERS) {
      long[] counts = lines.stream().mapToLong(line -> count(line, delimiter)).distinct().toArray();
      if (counts.length == 1 && counts[0] > 0) {
        return delimiter;
      }
    }
    return ',';
  }

  private static long count(String line, char delimiter) {
    String unquoted = line.replaceAll("\"[^\"]*\"", "");
    return unquoted.chars().filter(c -> c == delimiter).count();
  }

  /** Whether the line names columns instead of holding values. */
  private static boolean isHeader(CSVRecord line) {
    return line.stream().noneMatch(cell -> VALUE.matcher(cell.strip()).matches())
        && line.stream().anyMatch(cell -> cell.chars().anyMatch(Character::isLetter));
  }

  /** The names of the columns, if the first line holds them. */
  Optional<List<String>> header() {
    return header.map(line -> line.stream().map(String::strip).toList());
  }

  /** The first rows. */
  List<Line> sample() {
    return sample;
  }

  /** The next row, the first ones included; empty at the end. */
  Optional<Line> next() throws IOException {
    if (next < sample.size()) {
      return Optional.of(sample.get(next++));
    }
    return more() ? Optional.of(read()) : Optional.empty();
  }

  private boolean more() throws IOException {
    try {
      return rows.hasNext();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Line read() {
    CSVRecord cells = rows.next();
    return new Line(parser.getCurrentLineNumber(), cells);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
