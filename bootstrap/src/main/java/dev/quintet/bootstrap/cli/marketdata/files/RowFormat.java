package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.CsvTable.Line;
import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one CSV are understood: where their values are and how times are written. What is
 * not certain is refused with the option that says it.
 */
final class RowFormat {

  private static final long EARLY =
      Instant.parse("1980-01-01T00:00:00Z").getEpochSecond() * TimeColumn.NANOS_PER_SECOND;

  /** What the service takes as a symbol; a batch with another is refused as a whole. */
  private static final Pattern SYMBOL =
      Pattern.compile(
          "(?![-+=])(?=[^A-Za-z0-9]{0,63}[A-Za-z0-9])[!-~&&[^'\"`\\\\,;*?]]{1,64}");

  private static final String NO_SYMBOL =
      "must be 1 to 64 printable ASCII characters without space, quotes, backslash and , ; * ?";

  static final Pattern IDS = Pattern.compile("[0-9]{1,18}");

  private final Columns columns;
  private final TimeColumn times;
  private final @Nullable String symbol;
  private final String source;
  private final String day;
  private final boolean early;

  /** The value in the column of symbols for which the one that was said stands, or the last one. */
  private @Nullable String meant;

  private RowFormat(
      Columns columns,
      TimeColumn times,
      @Nullable String symbol,
      String source,
      String day,
      boolean early) {
    this.columns = columns;
    this.times = times;
    this.symbol = symbol;
    this.source = source;
    this.day = day;
    this.early = early;
  }

  /**
   * What the table holds, as its first rows show it; empty: no rows.
   *
   * @param file the name of the file that holds the CSV
   * @param csv the name of the CSV
   * @param kind of the rows; null: what the columns show
   * @throws UnusableFile when that is not certain
   */
  static Optional<RowFormat> of(
      CsvTable table, String file, String csv, FileOptions options, @Nullable Kind kind)
      throws UnusableFile {
    if (table.sample().isEmpty()) {
      return Optional.empty();
    }
    Layout layout = options.layout(kind);
    Columns columns = new ColumnFinder(table, layout, options).find(file, kind);
    String symbol = options.symbol(file).orElse(null);
    if (symbol == null && columns.at(Meaning.SYMBOL) == Columns.NONE) {
      throw new OptionNeeded("whose rows? Give --symbol");
    }
    if (symbol != null && !SYMBOL.matcher(symbol).matches()) {
      throw new OptionNeeded("--symbol " + NO_SYMBOL);
    }
    Days days = Days.of(csv, file, options.date());
    TimeColumn times = new TimeFinder(table, columns, layout, options, days.day()).find();
    boolean dated =
        times instanceof TimeColumn.SinceMidnight
            || (times instanceof TimeColumn.Written written && written.date() != null);
    if (!dated && options.date() != null) {
      throw new OptionNeeded("its times say their day; leave --date out");
    }
    return Optional.of(
        new RowFormat(
            columns,
            times,
            symbol,
            options.source(file, layout),
            dated ? days.origin() : "",
            options.early()));
  }

  /** The day of times that have none. */
  private record Days(@Nullable LocalDate day, String origin) {

    static final String SAID = "said";

    static Days of(String csv, String file, @Nullable LocalDate said) throws OptionNeeded {
      String last = csv.substring(Math.max(csv.lastIndexOf('/'), csv.lastIndexOf('!')) + 1);
      Optional<LocalDate> named = Dates.in(last).or(() -> Dates.in(file));
      if (said != null && named.isPresent() && !named.get().equals(said)) {
        throw new OptionNeeded(
            "--date is %s, but its name says %s; leave --date out, or rename it"
                .formatted(said, named.get()));
      }
      return new Days(
          said != null ? said : named.orElse(null),
          named.isPresent() ? "the day is the one in its name" : SAID);
    }
  }

  /** The text of the time of a row, its date before it if that has a column of its own. */
  static String text(Line line, Columns columns) {
    String time = line.cell(columns.at(Meaning.TIME));
    int date = columns.at(Meaning.DATE);
    return date == Columns.NONE ? time : line.cell(date) + ' ' + time;
  }

  Kind kind() {
    return columns.kind();
  }

  String source() {
    return source;
  }

  /** Whether times before 1980 are meant. */
  boolean early() {
    return early;
  }

  /** Whether times have the day that the caller said. */
  boolean isOfTheDaySaid() {
    return day.equals(Days.SAID);
  }

  /** The row has the columns that it should have. */
  void check(Line line) throws RefusedRow {
    int width = line.cells().size();
    if (width != columns.names().size()) {
      throw new RefusedRow(
          "row", "has %d columns, not %d".formatted(width, columns.names().size()));
    }
    for (String cell : line.cells()) {
      if (cell.indexOf(Lines.UNPAIRED) >= 0) {
        throw new RefusedRow("row", "has a quotation mark that is not paired on its line");
      }
    }
  }

  /** Nanoseconds since the epoch. */
  long time(Line line) throws RefusedRow {
    long time = times.nanos(text(line, columns));
    if (time < EARLY && !early) {
      throw new RefusedRow("time", "is before 1980; --before-1980 takes it if it is right");
    }
    return time;
  }

  String symbol(Line line) throws RefusedRow {
    int at = columns.at(Meaning.SYMBOL);
    if (at == Columns.NONE) {
      return String.valueOf(symbol);
    }
    String cell = line.cell(at);
    if (symbol == null) {
      if (!cell.equals(meant) && !SYMBOL.matcher(cell).matches()) {
        throw new RefusedRow("symbol", NO_SYMBOL);
      }
      meant = cell;
      return cell;
    }
    if (meant == null) {
      meant = cell;
    }
    if (!cell.equals(meant)) {
      throw new RefusedRow(
          "symbol", "is not %s as in the rows before, of which %s was said".formatted(meant, symbol));
    }
    return symbol;
  }

  /** Whether rows name their order among those of an instant. */
  boolean hasSequence() {
    return columns.at(Meaning.SEQUENCE) != Columns.NONE;
  }

  /** An exchange's number modulo 2^31. */
  int sequence(Line line) throws RefusedRow {
    String id = line.cell(columns.at(Meaning.SEQUENCE));
    if (!IDS.matcher(id).matches()) {
      throw new RefusedRow("sequence", "is not a whole number of at most 18 digits");
    }
    return (int) (Long.parseLong(id) & Integer.MAX_VALUE);
  }

  /** The text in the column of that meaning; empty if there is none. */
  String cell(Line line, Meaning meaning) {
    int at = columns.at(meaning);
    return at == Columns.NONE ? "" : line.cell(at);
  }

  /** What the table holds and how it is read. */
  @Override
  public String toString() {
    String of = symbol == null ? "many symbols" : symbol;
    return "%s of %s, source %s; times are %s%s; %s"
        .formatted(
            kind().plural(),
            of,
            source,
            times,
            day.isEmpty() || isOfTheDaySaid() ? "" : ", " + day,
            columns);
  }
}
