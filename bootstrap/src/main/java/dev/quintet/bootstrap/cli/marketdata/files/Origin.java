package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose ticks a file holds.
 *
 * @param date of times since midnight; null: unknown
 * @param offset how far the file's clock is ahead of UTC; null: not said, UTC
 */
public record Origin(
    String symbol, String source, @Nullable LocalDate date, @Nullable ZoneOffset offset) {

  /** The source of ticks of which nothing is known. */
  private static final String UNKNOWN_SOURCE = "import";

  private static final Pattern NAME = Pattern.compile("([^_]+)_([^_]+)_([^_]*)_quote\\.zip");

  /**
   * What the caller says, null being nothing, completed by a file name of the form {@code
   * <symbol>_<feed>_<yyyymmdd>_quote.zip}.
   *
   * @throws OptionNeeded when nothing names the symbol
   */
  public static Origin of(
      String fileName,
      @Nullable String symbol,
      @Nullable String source,
      @Nullable LocalDate date,
      @Nullable ZoneOffset offset)
      throws OptionNeeded {
    Optional<Origin> named = named(fileName);
    return new Origin(
        Optional.ofNullable(symbol)
            .or(() -> named.map(Origin::symbol))
            .orElseThrow(() -> new OptionNeeded(fileName + ": whose ticks? Give --symbol")),
        Optional.ofNullable(source).or(() -> named.map(Origin::source)).orElse(UNKNOWN_SOURCE),
        date != null ? date : named.map(Origin::date).orElse(null),
        offset);
  }

  private static Optional<Origin> named(String fileName) {
    Matcher name = NAME.matcher(fileName);
    try {
      return name.matches()
          ? Optional.of(
              new Origin(
                  name.group(1).toUpperCase(Locale.ROOT),
                  name.group(2).toLowerCase(Locale.ROOT),
                  LocalDate.parse(name.group(3), DateTimeFormatter.BASIC_ISO_DATE),
                  null))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
