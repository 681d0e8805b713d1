package dev.quintet.bootstrap.cli.marketdata.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a vendor lays out its files; null and empty: the file shows it.
 *
 * @param times a pattern of {@link java.time.format.DateTimeFormatter}, or a unit since 1970
 * @param columns the names of the columns that are used
 * @param all the names of all columns, for files without a header line
 */
record Layout(
    String name,
    @Nullable Kind kind,
    @Nullable Character delimiter,
    @Nullable ZoneId zone,
    String times,
    Map<Meaning, String> columns,
    List<String> all) {

  /** Nothing is known of the file but that it is a CSV. */
  static final Layout CSV = new Layout("csv", null, null, null, "", Map.of(), List.of());

  private static final List<Layout> VENDORS = read();
  private static final int FIELDS = 7;

  Layout {
    columns = Map.copyOf(columns);
    all = List.copyOf(all);
  }

  /**
   * The layout of that name whose rows are of that kind.
   *
   * @param kind null: ticks of the kind that the vendor has
   * @throws OptionNeeded when there is none
   */
  static Layout of(String name, @Nullable Kind kind) throws OptionNeeded {
    if (name.equals(CSV.name)) {
      return CSV;
    }
    return VENDORS.stream()
        .filter(layout -> layout.name.equals(name))
        .filter(layout -> kind == null ? layout.kind != Kind.BAR : layout.kind == kind)
        .findFirst()
        .orElseThrow(
            () ->
                new OptionNeeded(
                    kind != null && VENDORS.stream().anyMatch(layout -> layout.name.equals(name))
                        ? "files of the format " + name + " hold no " + kind.plural()
                        : "--format must be one of csv, " + names(kind)));
  }

  private static String names(@Nullable Kind kind) {
    return VENDORS.stream()
        .filter(layout -> (layout.kind == Kind.BAR) == (kind == Kind.BAR))
        .map(Layout::name)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** What ticks came from, unless the caller says it. */
  String source() {
    return this == CSV ? "import" : name.split("-")[0];
  }

  /** A delimiter by its word or itself. */
  static char delimiter(String word) throws OptionNeeded {
    return switch (word) {
      case "tab", "\t", "\\t" -> '\t';
      case "comma", "," -> ',';
      case "semicolon", ";" -> ';';
      case "bar", "|" -> '|';
      case "space", " " -> ' ';
      default -> throw new OptionNeeded("--delimiter must be comma, semicolon, tab, bar or space");
    };
  }

  private static List<Layout> read() {
    try (InputStream in = Layout.class.getResourceAsStream("formats.txt")) {
      if (in == null) {
        throw new IllegalStateException("formats.txt is not in this installation");
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Layout::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Layout parse(String line) {
    String[] fields = line.split("\\s*\\|\\s*", FIELDS);
    Map<Meaning, String> columns = new EnumMap<>(Meaning.class);
    for (String column : fields[5].split(";\\s*")) {
      String[] named = column.split("=", 2);
      columns.put(Meaning.valueOf(named[0].toUpperCase(Locale.ROOT)), named[1]);
    }
    try {
      return new Layout(
          fields[0],
          Kind.of(fields[1]),
          delimiter(fields[2]),
          fields[3].isEmpty() ? null : ZoneId.of(fields[3]),
          fields[4],
          columns,
          Arrays.asList(fields[6].split(",")));
    } catch (OptionNeeded e) {
      throw new IllegalStateException(line, e);
    }
  }
}
