package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.CsvTable.Line;
import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which column of a table is what: what was said, what is known of the layout, else what
 * its names or, without names, its first rows show for certain.
 */
record ColumnFinder(CsvTable table, Layout layout, FileOptions options) {

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+");

  /**
   * Which column is what.
   *
   * @param file the name of the file that holds the table
   * @param kind of the rows; null: what the columns show
   */
  Columns find(String file, @Nullable Kind kind) throws UnusableFile {
    Kind rows = kind == null ? layout.kind() : kind;
    boolean named = table.header().isPresent();
    int width = table.sample().getFirst().cells().size();
    List<String> names = named ? table.header().get() : numbered(width);
    Map<Meaning, String> given = new EnumMap<>(Meaning.class);
    layout.columns().entrySet().stream()
        .filter(column -> needed(column.getKey()) || names.contains(column.getValue()))
        .forEach(column -> given.put(column.getKey(), column.getValue()));
    if (!named && layout == Layout.CSV && !options.columns().containsKey(Meaning.TIME)) {
      Kind ordered = rows == null ? certain(file, width) : rows;
      given.putAll(inOrder(ordered, width));
      rows = ordered;
    }
    if (options.columns().containsKey(Meaning.TIME)) {
      given.remove(Meaning.DATE);
    }
    given.putAll(options.columns());
    Columns columns = Columns.of(names, rows, given, named && layout == Layout.CSV);
    for (Meaning meaning : options.columns().keySet()) {
      if (!columns.kind().has(meaning)) {
        throw new OptionNeeded(
            "%s have no %s; leave it out of --columns"
                .formatted(columns.kind().plural(), meaning.word()));
      }
    }
    return given.containsKey(Meaning.SEQUENCE) || hasIds(columns)
        ? columns
        : columns.without(Meaning.SEQUENCE);
  }

  private boolean needed(Meaning meaning) {
    return !meaning.shared()
        || (meaning == Meaning.TIME && !layout.columns().containsKey(Meaning.DATE));
  }

  private List<String> numbered(int width) throws UnusableFile {
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
  private Kind certain(String file, int width) throws OptionNeeded {
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

  private boolean hasIds(Columns columns) {
    int at = columns.at(Meaning.SEQUENCE);
    Line first = table.sample().getFirst();
    return at != Columns.NONE
        && at < first.cells().size()
        && RowFormat.IDS.matcher(first.cell(at)).matches();
  }
}
