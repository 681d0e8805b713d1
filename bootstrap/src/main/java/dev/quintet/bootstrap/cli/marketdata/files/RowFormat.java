package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.CsvTable.Line;
import dev.quintet.bootstrap.cli.marketdata.files.TimeColumn.Epoch;
import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one CSV are understood: where their values are and how times are written. What is
 * not certain is refused with the option that says it.
 */
final class RowFormat {

  private static final long EARLY =
      Instant.parse("1980-01-01T00:00:00Z").getEpochSecond() * TimeColumn.NANOS_PER_SECOND;

  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]*)?");
  private static final Pattern IDS = Pattern.compile("[0-9]{1,18}");
  private static final Pattern TIME_OF_DAY = Pattern.compile("[0-9]{1,2}:[0-9]{2}.*|[0-9]{6}|[0-9]{9}");
  private static final Pattern CLOCK = Pattern.compile("([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]");
  private static final String SAY_HOW = "--time-unit or --time-format says how they are written";

  private final Columns columns;
  private final TimeColumn times;
  private final @Nullable String symbol;
  private final String source;
  private final String day;
  private final boolean early;

  /** The value in the column of symbols for which the one that was said stands. */
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
    Columns columns = columns(table, layout, file, options, kind);
    String symbol = options.symbol(file).orElse(null);
    if (symbol == null && columns.at(Meaning.SYMBOL) == Columns.NONE) {
      throw new OptionNeeded("whose rows? Give --symbol");
    }
    Days days = Days.of(csv, file, options.date());
    TimeColumn times = new Times(table, columns, layout, options, days.day()).find();
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

  private static Columns columns(
      CsvTable table, Layout layout, String file, FileOptions options, @Nullable Kind kind)
      throws UnusableFile {
    Kind rows = kind == null ? layout.kind() : kind;
    boolean named = table.header().isPresent();
    int width = table.sample().getFirst().cells().size();
    List<String> names = named ? table.header().get() : names(layout, width);
    Map<Meaning, String> given = new EnumMap<>(Meaning.class);
    layout.columns().entrySet().stream()
        .filter(column -> needed(column.getKey(), layout) || names.contains(column.getValue()))
        .forEach(column -> given.put(column.getKey(), column.getValue()));
    if (!named && layout == Layout.CSV && !options.columns().containsKey(Meaning.TIME)) {
      Kind ordered = rows == null ? certain(table, file, width) : rows;
      given.putAll(inOrder(ordered, width));
      rows = ordered;
    }
    if (options.columns().containsKey(Meaning.TIME)) {
      given.remove(Meaning.DATE);
    }
    given.putAll(options.columns());
    Columns columns = Columns.of(names, rows, given, named && layout == Layout.CSV);
    return given.containsKey(Meaning.SEQUENCE) || hasIds(table, columns)
        ? columns
        : columns.without(Meaning.SEQUENCE);
  }

  private static boolean needed(Meaning meaning, Layout layout) {
    return !meaning.shared()
        || (meaning == Meaning.TIME && !layout.columns().containsKey(Meaning.DATE));
  }

  private static List<String> names(Layout layout, int width) throws UnusableFile {
    if (layout == Layout.CSV) {
      return IntStream.rangeClosed(1, width).mapToObj(Integer::toString).toList();
    }
    if (width > layout.all().size()) {
      throw new UnusableFile(
          "it has %d columns, and the format %s has %d"
              .formatted(width, layout.name(), layout.all().size()));
    }
    return layout.all().subList(0, width);
  }

  /** The columns of a file that has no header line. */
  private static Map<Meaning, String> inOrder(Kind kind, int width) throws UnusableFile {
    List<Meaning> order =
        switch (kind) {
          case QUOTE -> List.of(Meaning.TIME, Meaning.BID, Meaning.ASK, Meaning.VOLUME);
          case TRADE -> List.of(Meaning.TIME, Meaning.PRICE, Meaning.VOLUME);
          case BAR ->
              List.of(
                  Meaning.TIME, Meaning.OPEN, Meaning.HIGH, Meaning.LOW, Meaning.CLOSE, Meaning.VOLUME);
        };
    if (width < order.size() - 1 || width > order.size()) {
      throw new UnusableFile(
          "the first line is not a header, and %d columns are not %s[, volume]; say what they are with --columns"
              .formatted(
                  width,
                  order.stream()
                      .limit(order.size() - 1)
                      .map(Meaning::word)
                      .collect(Collectors.joining(", "))));
    }
    Map<Meaning, String> columns = new EnumMap<>(Meaning.class);
    for (int at = 0; at < width; at++) {
      columns.put(order.get(at), Integer.toString(at + 1));
    }
    return columns;
  }

  /** Quotes, when that is what a name says or what each pair of prices looks like. */
  private static Kind certain(CsvTable table, String file, int width) throws OptionNeeded {
    boolean pairs =
        (width == 3 || width == 4)
            && table.sample().stream().anyMatch(line -> near(line, width))
            && table.sample().stream()
                .allMatch(line -> near(line, width) || !hasNumbers(line, width));
    if (!pairs && !(FileOptions.saysQuotes(file) && width >= 3)) {
      throw new OptionNeeded(
          "without a header line it is not certain whether its rows are quotes or trade prints;"
              + " give --kind quote or --kind trade, or --columns");
    }
    return Kind.QUOTE;
  }

  private static boolean hasNumbers(Line line, int width) {
    return line.cells().size() == width
        && NUMBER.matcher(line.cell(1)).matches()
        && NUMBER.matcher(line.cell(2)).matches();
  }

  /** Whether the second and the third number are like bid and ask: not crossed, and close. */
  private static boolean near(Line line, int width) {
    if (line.cells().size() != width) {
      return false;
    }
    try {
      long bid = Units.parse("bid", line.cell(1), Units.DIGITS);
      long ask = Units.parse("ask", line.cell(2), Units.DIGITS);
      return Long.signum(bid) * Long.signum(ask) > 0
          && bid <= ask
          && Math.abs(bid / 2) <= Math.abs(ask)
          && Math.abs(ask / 2) <= Math.abs(bid);
    } catch (RefusedRow e) {
      return false;
    }
  }

  private static boolean hasIds(CsvTable table, Columns columns) {
    int at = columns.at(Meaning.SEQUENCE);
    Line first = table.sample().getFirst();
    return at != Columns.NONE
        && at < first.cells().size()
        && IDS.matcher(first.cell(at)).matches();
  }

  /** Finds out how the times are written. */
  private record Times(
      CsvTable table, Columns columns, Layout layout, FileOptions options, @Nullable LocalDate day) {

    TimeColumn find() throws UnusableFile {
      ZoneId layouts = layout.zone();
      ZoneId zone = options.zone().orElse(layouts == null ? ZoneOffset.UTC : layouts);
      Optional<Epoch> unit = options.unit();
      Optional<String> pattern = options.pattern();
      TimeColumn times;
      if (pattern.isPresent()) {
        times = TimeColumn.Written.of(pattern.get(), zone, dateLess(pattern.get()) ? day : null);
      } else if (unit.isPresent()) {
        times =
            options.date() == null
                ? unit.get()
                : TimeColumn.SinceMidnight.of(options.date(), zone, unit.get());
      } else if (layout.times().isEmpty()) {
        times = shown(zone);
      } else {
        Optional<Epoch> since = Epoch.ofSymbol(layout.times());
        times = since.isPresent() ? since.get() : TimeColumn.Written.of(layouts(), zone, null);
      }
      if (options.zone().isPresent() && !onAClock(times)) {
        throw new OptionNeeded("times say what they are in UTC; leave --time-zone and --utc-offset out");
      }
      return times;
    }

    private static boolean dateLess(String pattern) {
      return pattern.chars().noneMatch(c -> c == 'd' || c == 'D');
    }

    /** Bars of days have no column for the time of the day. */
    private String layouts() {
      boolean days =
          layout.columns().containsKey(Meaning.DATE) && columns.at(Meaning.DATE) == Columns.NONE;
      return days ? layout.times().split(" ")[0] : layout.times();
    }

    private boolean onAClock(TimeColumn times) {
      return times instanceof TimeColumn.SinceMidnight
          || (times.onAClock()
              && !(times instanceof TimeColumn.Iso
                  && rows().anyMatch(text -> TimeColumn.Iso.namesOffset(text))));
    }

    private Stream<String> rows() {
      return table.sample().stream()
          .filter(line -> line.cells().size() == columns.names().size())
          .map(line -> text(line, columns));
    }

    private TimeColumn shown(ZoneId zone) throws UnusableFile {
      for (String text : rows().toList()) {
        Optional<TimeColumn> times = like(text, zone);
        if (times.isPresent()) {
          return times.get();
        }
      }
      throw new UnusableFile(
          "no time in the first rows can be read, the first is '%s'; %s"
              .formatted(rows().findFirst().orElse(""), SAY_HOW));
    }

    private Optional<TimeColumn> like(String text, ZoneId zone) throws UnusableFile {
      if (NUMBER.matcher(text).matches()) {
        return Optional.of(number(text, zone));
      }
      if (columns.at(Meaning.DATE) != Columns.NONE
          && !TIME_OF_DAY.matcher(text.substring(text.indexOf(' ') + 1)).matches()) {
        throw new OptionNeeded(
            "there are columns for the date and for the time, and '%s' is no time of a day; choose with --columns time=…"
                .formatted(text.substring(text.indexOf(' ') + 1)));
      }
      TimeColumn iso = new TimeColumn.Iso(zone);
      try {
        iso.nanos(text);
        return Optional.of(iso);
      } catch (RefusedRow e) {
        return TimeColumn.Written.yearFirst(text, zone, columns.kind() == Kind.BAR);
      }
    }

    private TimeColumn number(String text, ZoneId zone) throws UnusableFile {
      boolean unnamed = table.header().isEmpty() && layout == Layout.CSV;
      if (unnamed && columns.kind() != Kind.BAR && TimeColumn.SinceMidnight.fits(text) && !calendar()) {
        if (day == null) {
          throw new OptionNeeded("times are milliseconds since midnight; give --date");
        }
        return TimeColumn.SinceMidnight.of(day, zone, Epoch.MILLISECONDS);
      }
      Optional<Epoch> unit = Epoch.certain(text);
      if (unit.isEmpty()) {
        throw new OptionNeeded(
            "the time %s is a number whose unit is not certain; %s".formatted(text, SAY_HOW));
      }
      return unit.get();
    }

    /** Whether every number is hours, minutes and seconds, or year, month and day. */
    private boolean calendar() {
      return rows().allMatch(text -> CLOCK.matcher(text).matches())
          || rows().allMatch(text -> text.length() == 8 && Dates.in(text).isPresent());
    }
  }

  private static String text(Line line, Columns columns) {
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
    if (cell.isEmpty()) {
      throw new RefusedRow("symbol", "is empty");
    }
    if (symbol == null) {
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
