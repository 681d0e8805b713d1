package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
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
  public static final String UNKNOWN_SOURCE = "import";

  /**
   * What the options say, completed by a file name of the form {@code
   * <symbol>_<feed>_<yyyymmdd>_quote.zip}.
   *
   * @throws OptionNeeded when nothing names the symbol
   */
  public static Origin of(String fileName, ImportOptions options) throws OptionNeeded {
    Optional<Named> name = Named.of(fileName);
    String symbol = options.symbol();
    if (symbol == null) {
      symbol =
          name.map(Named::symbol)
              .orElseThrow(() -> new OptionNeeded(fileName + ": whose ticks? Give --symbol"));
    }
    String source = options.source();
    LocalDate date = options.date();
    return new Origin(
        symbol,
        source != null ? source : name.map(Named::feed).orElse(UNKNOWN_SOURCE),
        date != null ? date : name.map(Named::date).orElse(null),
        options.offset());
  }

  /** What a file name says. */
  private record Named(String symbol, String feed, LocalDate date) {

    private static final String TAIL = "_quote.zip";

    static Optional<Named> of(String fileName) {
      if (!fileName.endsWith(TAIL)) {
        return Optional.empty();
      }
      String[] words = fileName.substring(0, fileName.length() - TAIL.length()).split("_", -1);
      if (words.length != 3 || words[0].isEmpty() || words[1].isEmpty()) {
        return Optional.empty();
      }
      try {
        LocalDate date = LocalDate.parse(words[2], DateTimeFormatter.BASIC_ISO_DATE);
        return Optional.of(
            new Named(
                words[0].toUpperCase(Locale.ROOT), words[1].toLowerCase(Locale.ROOT), date));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
  }
}
