package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.TimeColumn.Epoch;
import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What the caller says about files; whatever is not said, the files must show. */
public final class FileOptions {

  private static final Pattern NAME = Pattern.compile("([^_]+)_([^_]+)_([^_]*)_quote\\.zip");

  @Option(
      names = "--symbol",
      paramLabel = "S",
      description =
          "Whose rows, for example EURUSD (default: the column or the file's name that says it).")
  private @Nullable String symbol;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description =
          "The feed the rows came from (default: the one in the file's name, the vendor of the"
              + " format, or import).")
  private @Nullable String source;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "csv",
      description =
          "How a vendor lays out its files: mt5, histdata, truefx, dukascopy, binance-trades,"
              + " binance-aggtrades, kraken, polygon; of bars mt5, histdata, dukascopy,"
              + " binance-klines, kraken, polygon (default: ${DEFAULT-VALUE}).")
  private String format = "csv";

  @Option(
      names = "--columns",
      paramLabel = "MEANING=COLUMN",
      split = ",",
      description =
          "Which column is what, by its name or, without a header line, by its number from 1:"
              + " time=ts,bid=best,ask=3. Meanings: time, date, symbol, sequence, bid, ask, price,"
              + " open, high, low, close, volume. Nothing behind the sign: no column is it.")
  private Map<Meaning, String> columns = new EnumMap<>(Meaning.class);

  @Option(
      names = "--time-unit",
      paramLabel = "UNIT",
      description =
          "Unit of times that are numbers: s, ms, us or ns, since 1970 or, with --date, since"
              + " midnight.")
  private @Nullable String unit;

  @Option(
      names = "--time-format",
      paramLabel = "PATTERN",
      description = "How times are written, for example \"dd.MM.uuuu HH:mm:ss\".")
  private @Nullable String pattern;

  @Option(
      names = {"--time-zone", "--utc-offset"},
      paramLabel = "ZONE",
      description =
          "The clock of times that do not name one: a zone such as America/New_York, or how far it"
              + " is ahead of UTC: with -05:00 a tick at 09:00 happened at 14:00 UTC (default: UTC).")
  private @Nullable String zone;

  @Option(
      names = "--date",
      paramLabel = "D",
      description =
          "The day of times since midnight, for example 2014-05-08 (default: the one in the file's"
              + " name).")
  private @Nullable LocalDate date;

  @Option(
      names = "--delimiter",
      paramLabel = "D",
      description = "Between columns: comma, semicolon, tab, bar or space (default: what is there).")
  private @Nullable String delimiter;

  @Option(names = "--decimal-comma", description = "Numbers are written 1,09341.")
  private boolean comma;

  @Option(
      names = "--round",
      description = "Rounds numbers with more than 8 digits after the point, and counts them.")
  private boolean round;

  @Option(
      names = "--before-1980",
      description =
          "Takes times from 1970 on. Without it a time before 1980 is rejected: most are times in"
              + " another unit.")
  private boolean early;

  /** From words, as on the command line. */
  public static FileOptions of(String... words) {
    FileOptions options = new FileOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words);
    return options;
  }

  Optional<String> symbol(String fileName) {
    return Optional.ofNullable(symbol).or(() -> named(fileName, 1).map(s -> s.toUpperCase(Locale.ROOT)));
  }

  String source(String fileName, Layout layout) {
    return Optional.ofNullable(source)
        .or(() -> named(fileName, 2).map(s -> s.toLowerCase(Locale.ROOT)))
        .orElseGet(layout::source);
  }

  /** A name {@code <symbol>_<feed>_<yyyymmdd>_quote.zip} says what its quotes are. */
  static boolean saysQuotes(String fileName) {
    return named(fileName, 1).isPresent();
  }

  private static Optional<String> named(String fileName, int group) {
    return Optional.of(NAME.matcher(fileName))
        .filter(name -> name.matches() && Dates.in(name.group(3)).isPresent())
        .map(name -> name.group(group));
  }

  Layout layout(@Nullable Kind kind) throws OptionNeeded {
    return Layout.of(format, kind);
  }

  Map<Meaning, String> columns() {
    return columns;
  }

  Optional<Epoch> unit() throws OptionNeeded {
    if (unit == null) {
      return Optional.empty();
    }
    if (pattern != null) {
      throw new OptionNeeded("--time-unit and --time-format say both how times are written");
    }
    Optional<Epoch> known = Epoch.ofSymbol(unit);
    if (known.isEmpty()) {
      throw new OptionNeeded("--time-unit must be s, ms, us or ns");
    }
    return known;
  }

  Optional<String> pattern() {
    return Optional.ofNullable(pattern);
  }

  Optional<ZoneId> zone() throws OptionNeeded {
    try {
      return Optional.ofNullable(zone).map(ZoneId::of);
    } catch (DateTimeException e) {
      throw new OptionNeeded(
          "--time-zone must be a zone such as America/New_York or an offset such as -05:00");
    }
  }

  @Nullable LocalDate date() {
    return date;
  }

  Optional<Character> delimiter() throws OptionNeeded {
    return delimiter == null ? Optional.empty() : Optional.of(Layout.delimiter(delimiter));
  }

  Units units() {
    return new Units(comma, round);
  }

  boolean early() {
    return early;
  }
}
